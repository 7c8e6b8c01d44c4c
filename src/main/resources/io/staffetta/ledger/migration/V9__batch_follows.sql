-- Which batch of the same content was cancelled or cut short, and is gone on with by this one; null for none.
alter table batch add column follows text;
