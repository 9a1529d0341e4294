-- What the host knows of each organisation; no billing data lives here.
create table organisation (
  name           varchar(63)  not null primary key,
  region         varchar(63)  not null,
  plan           varchar(16)  not null,
  retention_days integer,
  legal_hold     integer      not null,
  created_at     varchar(40)  not null
);
