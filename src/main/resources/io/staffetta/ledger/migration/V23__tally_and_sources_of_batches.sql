-- What was done, added up by minutes for an hour or two and by hours for a week, for those who look at it. No message is in it.
create table tally (
  -- Milliseconds that are added up in the row: of a minute, or of an hour.
  step bigint not null,
  -- When that time begins, in milliseconds since 1970-01-01T00:00:00Z.
  at bigint not null,
  -- Empty where it is not known, or is not configured.
  account text not null,
  -- What was done: TAKEN, ACCEPTED, RETRIED, DEAD, DELIVERED or UNDELIVERED.
  kind text not null,
  -- The process that did it.
  node text not null,
  messages bigint not null,
  primary key (step, at, account, kind, node)
);

-- Where the messages of a batch come from: batch:crm if they are of application crm; null for batch.
alter table batch add column source text;
