-- For those who ask what became of a message, by the reference that its sender gave.
create index message_by_reference on message (reference) where reference is not null;
-- For the erasing of numbers and texts: the oldest that still have them.
create index message_to_erase on message (taken_at) where erased_at is null;
