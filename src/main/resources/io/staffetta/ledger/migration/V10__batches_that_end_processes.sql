-- How often a process died while it worked on a batch, since the batch came on last.
alter table batch add column deaths integer not null default 0;
