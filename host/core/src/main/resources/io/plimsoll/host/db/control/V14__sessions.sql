-- Sessions that hold: one is ended by taking its row away, which every host on this control plane sees at once. Those of
-- before are over, so everybody signs in once more.
create table session (
  id           varchar(32)  not null primary key,
  person       varchar(32)  not null,
  epoch        integer      not null,
  via          varchar(63),
  address      varchar(100) not null,
  agent        varchar(200) not null,
  started_at   varchar(40)  not null,
  last_used_at varchar(40)  not null,
  expires_at   varchar(40)  not null
);
create index session_person on session (person);

drop table ended_session;
