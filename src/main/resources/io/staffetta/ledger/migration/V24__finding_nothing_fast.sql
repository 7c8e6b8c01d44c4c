-- For those who look for messages by several things, each said of many and all of none: the index by the one has the others in it,
-- so that no message is read in vain. They are in it as expressions, so that no database chooses an index by them. Only in those that
-- most messages are not in, or that no update of a message changes: an index more for each message costs all of them.
-- The long one is the application that a message is of, or the door that it came in by if it is of none: of jms:crm:test it is crm.
drop index message_by_tag;
create index message_by_tag on message (tag, taken_at, (account || ''), (batch || ''),
  (replace(replace(replace(replace(case when source like '%:%:test' then substr(source, 1, length(source) - 5) else source end,
  'http:', ''), 'jms:', ''), 'webapi:', ''), 'batch:', ''))) where tag is not null;
drop index message_by_batch;
create index message_by_batch on message (batch, taken_at, (account || ''), (tag || '')) where batch is not null;
drop index message_by_source;
create index message_by_source on message ((
  (replace(replace(replace(replace(case when source like '%:%:test' then substr(source, 1, length(source) - 5) else source end,
  'http:', ''), 'jms:', ''), 'webapi:', ''), 'batch:', '')) || ''), taken_at);
drop index message_by_end;
create index message_by_end on message (state, taken_at, (account || ''), (batch || ''), (tag || ''),
  (replace(replace(replace(replace(case when source like '%:%:test' then substr(source, 1, length(source) - 5) else source end,
  'http:', ''), 'jms:', ''), 'webapi:', ''), 'batch:', '')))
  where state in ('DELIVERED', 'UNDELIVERED', 'DYING', 'DEAD', 'CANCELLED');

-- All that is asked for together with words: the ids are found in it alone. PostgreSQL has no more than 2,700 bytes in an entry.
drop index message_with_detail;
update message set detail = substr(detail, 1, 400) where length(detail) > 400;
create index message_with_detail on message (taken_at, id, detail, state, account, batch, tag, source) where detail is not null;
