-- The key under which this organisation's secrets are sealed, itself wrapped by the wrapping key.
create table data_key (
  name       varchar(63)  not null primary key,
  wrapped    text         not null,
  wrapped_by varchar(100) not null,
  made_at    varchar(40)  not null
);

-- How the credential of each connection stands. A secret is there sealed or not at all.
create table credential (
  connection varchar(63) not null primary key,
  version    integer     not null,
  state      varchar(16) not null,
  sealed     text,
  expires_at varchar(40),
  warned     integer,
  changed_at varchar(40) not null
);
