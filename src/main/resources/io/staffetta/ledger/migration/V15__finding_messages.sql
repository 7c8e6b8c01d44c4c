-- The word by which its sender groups messages; null for none.
alter table message add column tag text;

-- Keyed hash of the recipient's number: it stays when the number is erased for its age. Null if the number was never known, or
-- was erased before it was hashed.
alter table message add column number_hash bigint;

-- Keys of keyed hashes, if the ledger is to keep them, and what tells them from others.
create table ledger_key (
  name text primary key,
  value text not null
);

-- For those who look for messages, the newest first.
-- By a few bits of the hash and the time: each message goes to the end of one of sixteen runs. By the hash alone each would go to
-- a page of its own, and entering it would take twice as long.
create index message_by_number on message ((number_hash % 16), taken_at, number_hash) where number_hash is not null;
create index message_by_tag on message (tag, taken_at) where tag is not null;
create index message_by_batch on message (batch, taken_at) where batch is not null;
create index message_by_account on message (account, taken_at);
create index message_by_source on message (source, taken_at);
create index message_by_end on message (state, taken_at)
  where state in ('DELIVERED', 'UNDELIVERED', 'DYING', 'DEAD', 'CANCELLED');
create index message_with_detail on message (taken_at) where detail is not null;

-- Those whose numbers are hashed in the background.
create index message_to_hash on message (taken_at) where number_hash is null and recipient is not null;
