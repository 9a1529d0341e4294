-- The versions of plug-ins that the organisation is held to.
create table plugin_pin (
  plugin   varchar(200) not null,
  kind     varchar(63)  not null,
  versions varchar(200) not null,
  primary key (plugin, kind)
);
