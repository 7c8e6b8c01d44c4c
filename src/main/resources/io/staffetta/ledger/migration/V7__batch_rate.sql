-- Since when the rows of a batch are taken without a break; null before the first.
alter table batch add column going_at bigint;
-- The position at that instant.
alter table batch add column going_from bigint not null default 0;
