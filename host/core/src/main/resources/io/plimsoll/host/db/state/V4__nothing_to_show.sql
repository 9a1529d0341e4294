-- What was read, or kept by retention, and held no row to show: the same needs no second reading.
create table nothing_to_show (
  connection  varchar(63)   not null,
  export      varchar(400)  not null,
  scope       varchar(1000) not null,
  period      varchar(10)   not null,
  fingerprint varchar(64)   not null,
  primary key (connection, export, scope, period)
);
