-- How figures of young days came in, by the dimensions of the series; base64 of a deflated table.
create table settling (
  series_by varchar(2000) not null primary key,
  deflated  text          not null
);
