-- The state of one organisation. Times are ISO 8601 text in UTC, dates ISO text, documents JSON.
create table connection (
  name       varchar(63)   not null primary key,
  store      varchar(2000) not null,
  layout     varchar(16)   not null,
  credential varchar(63)   not null,
  settings   text          not null
);

-- Every run seen, and what became of it.
create table run (
  connection varchar(63)   not null,
  export     varchar(400)  not null,
  scope      varchar(1000) not null,
  period     varchar(10)   not null,
  run_id     varchar(200)  not null,
  state      varchar(16)   not null,
  changed_at varchar(40)   not null,
  document   text          not null,
  primary key (connection, export, scope, period, run_id)
);

-- The atomic pointer: what is shown for an export, scope and billing period, and of which rollup files. One row
-- changes in the transaction that publishes.
create table publication (
  connection  varchar(63)   not null,
  export      varchar(400)  not null,
  scope       varchar(1000) not null,
  period      varchar(10)   not null,
  run_id      varchar(200)  not null,
  first_day   varchar(10),
  last_day    varchar(10),
  fingerprint varchar(64)   not null,
  document    text          not null,
  primary key (connection, export, scope, period)
);

-- Receipts of all that was ever published, for comparison; those no longer in force follow retention.
create table receipt (
  run_id       varchar(200) not null,
  connection   varchar(63)  not null,
  period       varchar(10)  not null,
  published_at varchar(40)  not null,
  document     text         not null,
  breakdown    text         not null,
  primary key (run_id, connection, period)
);

-- Days that retention removed, so that a later collection does not bring them back.
create table expired (
  connection varchar(63)   not null,
  export     varchar(400)  not null,
  scope      varchar(1000) not null,
  period     varchar(10)   not null,
  kept_from  varchar(10)   not null,
  primary key (connection, export, scope, period)
);

create table anomaly (
  id        varchar(64) not null primary key,
  state     varchar(16) not null,
  first_day varchar(10) not null,
  last_day  varchar(10) not null,
  document  text        not null
);

create table note (
  name  varchar(63)  not null primary key,
  value varchar(400) not null
);
