-- What a reference stands for: the recipients and texts of its messages, as a salted digest. Null when erased with these, or of
-- before.
alter table reference add column digest text;

-- The batch whose row it is; null of other messages, and of before.
alter table message add column batch text;

-- What people did with dead letters.
create table intervention (
  message_id text not null,
  -- The journey that had ended in the dead letter queue.
  journey integer not null,
  -- REDRIVEN, DISCARDED
  deed text not null,
  done_at bigint not null,
  -- Who did it, and why, as far as they said.
  who text,
  why text,
  -- The account that a redrive names.
  account text,
  -- The batch of the message; null for none.
  batch text,
  primary key (message_id, journey, deed)
);
create index intervention_by_batch on intervention (batch) where batch is not null;

-- Since when the final answer of a batch is out of date, since rows of it were redriven; null if it is not.
alter table batch add column again_at bigint;
create index batch_again on batch (again_at) where again_at is not null;

-- When the process ended in order; null while it runs, and of one that died.
alter table node add column ended_at bigint;

-- Jobs that nobody does until a person says so.
create table hold (
  job text primary key,
  since bigint not null,
  reason text not null
);
