-- When an organisation is looked at for collections that are due, and which host has it until when.
create table schedule (
  organisation varchar(63)  not null primary key,
  due_at       varchar(40)  not null,
  holder       varchar(100),
  epoch        bigint       not null default 0,
  held_until   varchar(40)
);

create index schedule_due on schedule (due_at);

insert into schedule (organisation, due_at) select name, created_at from organisation;
