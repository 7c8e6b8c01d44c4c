-- The gateway with which the file and the answers of a batch were lost: it was gone when another one ended the batch.
alter table batch add column lost_with text;

-- Gateways look for them every few seconds, and there are few.
create index batch_lost on batch (id) where lost_with is not null;
