-- How often a person has said that an account is to be tried again, though it is parked: gateways whose number is lower open it.
create table account_unpark (
  account text primary key,
  times bigint not null
);

-- Those that are accepted as well: an account with delivery reports has few of them among a million, and all were read to find none.
drop index message_by_end;
create index message_by_end on message (state, taken_at, (account || ''), (batch || ''), (tag || ''),
  (replace(replace(replace(replace(case when source like '%:%:test' then substr(source, 1, length(source) - 5) else source end,
  'http:', ''), 'jms:', ''), 'webapi:', ''), 'batch:', '')))
  where state in ('ACCEPTED', 'DELIVERED', 'UNDELIVERED', 'DYING', 'DEAD', 'CANCELLED');

-- With the application: an account and one that sends nothing by it. Each message that is sent changes this index in any case.
drop index message_by_account;
create index message_by_account on message (account, taken_at,
  (replace(replace(replace(replace(case when source like '%:%:test' then substr(source, 1, length(source) - 5) else source end,
  'http:', ''), 'jms:', ''), 'webapi:', ''), 'batch:', '')));
