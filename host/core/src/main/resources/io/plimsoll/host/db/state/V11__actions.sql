-- Everything that ever became of writes that somebody proposed: rows are added and never changed or removed.
create table action_event (
  action   integer     not null,
  sequence integer     not null,
  type     varchar(16) not null,
  at       varchar(40) not null,
  document text        not null,
  primary key (action, sequence)
);
