-- Where the people of an organisation sign in who have an account elsewhere; the secret is sealed in its own state.
create table single_sign_on (
  organisation varchar(63) not null primary key,
  provider     varchar(63) not null,
  changed_at   varchar(40) not null
);

create table single_sign_on_setting (
  organisation varchar(63)   not null,
  name         varchar(63)   not null,
  value        varchar(2000) not null,
  primary key (organisation, name)
);

-- Who somebody is to a provider. It counts within the organisation whose provider it is, and nowhere else.
create table identity_link (
  organisation varchar(63)  not null,
  issuer       varchar(500) not null,
  subject      varchar(255) not null,
  person       varchar(32)  not null,
  linked_at    varchar(40)  not null,
  primary key (organisation, issuer, subject)
);
create unique index identity_link_person on identity_link (person, organisation, issuer);

-- Sign-ins under way: the SHA-256 of what must come back, once, from the browser it began in.
create table sign_in_begun (
  state        varchar(64)   not null primary key,
  browser      varchar(64)   not null,
  organisation varchar(63)   not null,
  return_to    varchar(2000) not null,
  kept         text          not null,
  expires_at   varchar(40)   not null
);

-- How a member gets in.
alter table member add column sign_in varchar(16) not null default 'PASSWORD';

-- Which wrapping key a key of the host was wrapped with; empty for those sealed under its data key.
alter table host_key add column wrapped_by varchar(300) not null default '';
