-- Who may sign in. A password is a BCrypt hash, a second factor is sealed under the host's own key.
create table person (
  id            varchar(32)  not null primary key,
  email         varchar(254) not null unique,
  name          varchar(200) not null,
  state         varchar(16)  not null,
  operator      integer      not null,
  epoch         integer      not null,
  password      varchar(100),
  totp          varchar(500),
  totp_pending  varchar(500),
  totp_step     bigint       not null,
  created_at    varchar(40)  not null,
  last_sign_in  varchar(40)
);

-- In place of a code of the second factor, once; the SHA-256 of each.
create table recovery_code (
  person  varchar(32) not null,
  hash    varchar(64) not null,
  pending integer     not null,
  primary key (person, hash)
);

-- Invitations and resets, the SHA-256 of each; the first person of a host has no row of his own yet.
create table one_time_token (
  hash       varchar(64) not null primary key,
  person     varchar(32) not null,
  purpose    varchar(16) not null,
  expires_at varchar(40) not null
);

-- Sessions that were ended before their time.
create table ended_session (
  id         varchar(32) not null primary key,
  expires_at varchar(40) not null
);

create table member (
  organisation varchar(63) not null,
  person       varchar(32) not null,
  role         varchar(16) not null,
  primary key (organisation, person)
);
create index member_person on member (person);

-- What a member may do, by connection; * stands for all of them.
create table member_access (
  organisation varchar(63) not null,
  person       varchar(32) not null,
  connection   varchar(63) not null,
  role         varchar(16) not null,
  primary key (organisation, person, connection)
);

-- Organisations that people get into without a second factor.
create table second_factor_optional (
  organisation varchar(63) not null primary key
);

create table portfolio (
  name       varchar(63) not null primary key,
  created_at varchar(40) not null
);

create table portfolio_person (
  portfolio varchar(63) not null,
  person    varchar(32) not null,
  primary key (portfolio, person)
);

create table portfolio_share (
  portfolio    varchar(63) not null,
  organisation varchar(63) not null,
  role         varchar(16) not null,
  primary key (portfolio, organisation)
);

-- Keys of programs: the SHA-256 of each, never the key.
create table api_key (
  prefix       varchar(12)  not null primary key,
  hash         varchar(64)  not null,
  organisation varchar(63)  not null,
  person       varchar(32)  not null,
  name         varchar(100) not null,
  scopes       varchar(100) not null,
  created_at   varchar(40)  not null,
  expires_at   varchar(40),
  revoked_at   varchar(40)
);
create index api_key_organisation on api_key (organisation);

-- Keys of the host itself, sealed under a data key that the wrapping key wraps.
create table host_key (
  name    varchar(63)   not null primary key,
  sealed  varchar(4000) not null,
  made_at varchar(40)   not null
);
