-- Who is told what. Settings hold references to secrets, never a secret.
create table notice_channel (
  name     varchar(63) not null primary key,
  document text        not null
);

create table notice_rule (
  name     varchar(63) not null primary key,
  document text        not null
);

-- Written in the transaction of the change it tells of; the cause makes sure that a change is told once.
create table notice (
  id       varchar(64)  not null primary key,
  cause    varchar(400) not null unique,
  event    varchar(32)  not null,
  at       varchar(40)  not null,
  title    text         not null,
  document text         not null
);

-- The outbox: one row for each rule that matched and each of its channels.
create table notice_delivery (
  notice       varchar(64) not null,
  rule_name    varchar(63) not null,
  channel      varchar(63) not null,
  state        varchar(16) not null,
  attempts     integer     not null,
  detail       text        not null,
  at           varchar(40) not null,
  next_attempt varchar(40),
  primary key (notice, rule_name, channel)
);
create index notice_delivery_due on notice_delivery (state, next_attempt);

create table notice_attempt (
  notice    varchar(64) not null,
  rule_name varchar(63) not null,
  channel   varchar(63) not null,
  number    integer     not null,
  at        varchar(40) not null,
  outcome   varchar(16) not null,
  detail    text        not null,
  primary key (notice, rule_name, channel, number)
);
