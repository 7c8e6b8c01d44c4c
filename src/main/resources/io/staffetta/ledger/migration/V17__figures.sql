-- For the number of messages on the queues of an account, as before, and since when the oldest is there.
create index message_in_queue on message (account, state, changed_at) where state in ('TAKEN', 'QUEUED', 'WAITING');
drop index message_on_queue;
-- Those that wait for another attempt, and not only for the instant at which they are to be sent first.
create index message_to_retry on message (account, taken_at) where state = 'WAITING' and changed_at > taken_at;
-- Dead letters by account and reason, and since when; id and journey for what was done with them, so that no row is read.
create index message_dead on message (account, reason, changed_at, id, journey) where state = 'DEAD';
-- The messages of an account whose provider is to be asked what became of them.
create index message_by_due_report on message (account, report_due_at) where report_due_at is not null;
drop index message_by_report;

-- What is not as it should be, and who was told.
create table alert (
  -- The condition, and what it is about: parked:plus.
  id text primary key,
  -- Since when the condition holds.
  since bigint not null,
  -- In words.
  words text not null,
  -- When it was told last, and how often; null before the first time.
  told_at bigint,
  times integer not null,
  -- Since when it does not hold any more; null while it does.
  ended_at bigint,
  -- Whether it has been told that it does not.
  all_clear integer not null
);
