-- Since when the rows of a batch are taken without a break; null before the first.
alter table batch add column going_at bigint;
-- The position at that instant.
alter table batch add column going_from bigint not null default 0;
-- Id of the folder that the file was claimed in; null if it is not known.
alter table batch add column place text;
-- Which batch of the same content was cancelled or cut short, and is gone on with by this one; null for none.
alter table batch add column follows text;
-- No row is taken before this instant, since the rows are spread over a time; null for at once.
alter table batch add column next_at bigint;
-- The batch that came first with the same content, whose answers this one gets, too; null for none.
alter table batch add column same_as text;
