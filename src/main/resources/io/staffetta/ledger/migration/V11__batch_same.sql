-- The batch that came first with the same content, whose answers this one gets, too; null for none.
alter table batch add column same_as text;
