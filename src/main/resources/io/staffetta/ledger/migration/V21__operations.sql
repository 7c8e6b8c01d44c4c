-- What lies in the dead letter queue, one row for each letter: it comes when the letter is there, and goes when the letter is taken.
create table dead_letter (
  id text primary key,
  journey integer not null,
  -- As in the documentation: REFUSED, EXPIRED, …
  reason text not null,
  -- Empty for none.
  account text not null,
  detail text not null,
  -- The detail with # in place of its figures: letters with one pattern are a group. Null of before, until it is made.
  pattern text,
  died_at bigint not null,
  -- Null if it has none, or none is known.
  deadline bigint,
  source text not null,
  -- Null for none.
  application text,
  tag text,
  priority text,
  batch text,
  number_hash bigint,
  attempts integer not null,
  -- Of an unknown outcome: how far the attempt came.
  phase text,
  -- Name of the gateway that made the last attempt.
  node text,
  -- 1 if a provider may have it.
  perhaps_sent integer not null,
  -- 0 if somebody else than the gateway put it there.
  ours integer not null
);
create index dead_letter_by_time on dead_letter (died_at, id);
create index dead_letter_by_number on dead_letter (number_hash) where number_hash is not null;
create index dead_letter_by_batch on dead_letter (batch) where batch is not null;

insert into dead_letter (id, journey, reason, account, detail, pattern, died_at, deadline, source, application, tag, priority, batch,
  number_hash, attempts, phase, node, perhaps_sent, ours)
select id, journey, coalesce(reason, ''), coalesce(account, ''), coalesce(detail, ''), null, changed_at,
  case when number_hash is null and recipient is null then null else deadline end, source, null, tag, priority, batch, number_hash,
  (select count(*) from attempt where message_id = message.id), null, null, case when reason = 'UNKNOWN' or exists
  (select 1 from attempt where message_id = message.id and outcome = 'UNKNOWN') then 1 else 0 end, 1
from message where state = 'DEAD' and not exists
  (select 1 from intervention where message_id = message.id and intervention.journey = message.journey);

-- What people say of groups of dead letters.
create table dead_letter_note (
  -- Digest of what the group has in common.
  key text primary key,
  text text not null,
  who text not null,
  noted_at bigint not null
);

-- What somebody does with many messages.
create table operation (
  id text primary key,
  -- REDRIVE, DISCARD, SETTLE, MOVE, CANCEL, HURRY
  kind text not null,
  -- PLANNED, WAITING, RUNNING, DONE, CANCELLED
  state text not null,
  who text not null,
  why text not null,
  -- Empty for none.
  to_account text not null,
  -- Most messages a second; 0 for no limit.
  rate integer not null,
  -- Milliseconds; null if deadlines stay.
  valid_for bigint,
  -- Of SETTLE: SENT, NOT_SENT; else empty.
  sent_as text not null,
  -- Which messages were asked for, as JSON.
  asked text not null,
  created_at bigint not null,
  started_at bigint,
  ended_at bigint,
  -- When it had its last turn; those that had none for longest come first.
  turn_at bigint not null
);
create index operation_by_state on operation (state, turn_at);

-- The messages of an operation, all of them fixed when it was ordered, and what became of each.
create table operation_item (
  operation text not null,
  -- 1, 2, …
  position bigint not null,
  message text not null,
  journey integer not null,
  -- Null until it is known: DONE, or why not.
  outcome text,
  settled_at bigint,
  primary key (operation, position)
);
create index operation_item_by_outcome on operation_item (operation, outcome, position);
