-- What the organisation gives a plug-in, or takes from it, where that differs from the default.
create table plugin_grant (
  plugin     varchar(200) not null,
  grant_name varchar(32)  not null,
  granted    integer      not null,
  primary key (plugin, grant_name)
);

-- Settings of plug-ins; a secret stands here as a reference, never itself.
create table plugin_setting (
  plugin varchar(200)  not null,
  name   varchar(200)  not null,
  value  varchar(4000) not null,
  primary key (plugin, name)
);

-- Detectors that did not judge the costs collected last, and the first day they did not judge.
create table skipped_detector (
  detector   varchar(200) not null primary key,
  reason     text         not null,
  advice     text         not null,
  since      varchar(40)  not null,
  judge_from varchar(10)  not null
);
