-- No row is taken before this instant, since the rows are spread over a time; null for at once.
alter table batch add column next_at bigint;
