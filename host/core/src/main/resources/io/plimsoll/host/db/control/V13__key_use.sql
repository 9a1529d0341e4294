-- When a key was used last, to the minute; each use is in the audit chain of its organisation.
alter table api_key add column last_used_at varchar(40);
