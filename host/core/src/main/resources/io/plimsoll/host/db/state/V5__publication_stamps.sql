-- What a publication says never changes under its stamp: who has read it once need not read it again.
alter table publication add column stamp varchar(64);
update publication set stamp = fingerprint;
