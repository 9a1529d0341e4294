-- What happened to anomalies, what people know will be unusual, and what they said of what was found.
create table anomaly_event (
  anomaly varchar(64)  not null,
  number  integer      not null,
  at      varchar(40)  not null,
  who     varchar(200) not null,
  what    varchar(32)  not null,
  state   varchar(16)  not null,
  note    text         not null,
  primary key (anomaly, number)
);

create table planned_event (
  name      varchar(200) not null primary key,
  first_day varchar(10)  not null,
  document  text         not null,
  who       varchar(200) not null,
  since     varchar(40)  not null
);

create table tolerance (
  id       varchar(64) not null primary key,
  since    varchar(40) not null,
  document text        not null
);

-- Of a connection, or of the organisation where the connection is empty.
create table anomaly_setting (
  connection varchar(63) not null,
  name       varchar(32) not null,
  document   text        not null,
  primary key (connection, name)
);
