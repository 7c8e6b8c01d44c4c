-- Slots are held by a gateway in blocks, which it uses by itself, and no more one by one for each submission.

-- How many slots of the account the gateway holds: for all messages, and for those of priority high alone.
alter table claim add column usual_held integer not null default 0;
alter table claim add column reserved_held integer not null default 0;

drop table slot;
