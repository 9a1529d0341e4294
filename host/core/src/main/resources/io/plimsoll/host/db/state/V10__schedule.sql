-- When each connection is collected next, and what is known of collections that failed. Without a time it is never due.
create table connection_schedule (
  connection    varchar(63) not null primary key,
  next_at       varchar(40),
  ended_at      varchar(40),
  failures      integer     not null,
  failing_since varchar(40),
  failed_at     varchar(40),
  reason        varchar(63) not null,
  message       text        not null,
  advice        text        not null
);
