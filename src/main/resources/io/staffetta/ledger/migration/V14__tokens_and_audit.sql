-- What operators and administrators did, each entry with the hash of the one before.
create table audit (
  -- 1, 2, ... without a gap.
  number bigint primary key,
  done_at bigint not null,
  who text not null,
  role text not null,
  -- Address that it came from; empty if not known.
  came_from text not null,
  -- noun.verb, such as account.change
  action text not null,
  subject text not null,
  -- JSON object of texts, by name.
  details text not null,
  why text not null,
  -- SHA-256 of all these and the hash of the entry before, in hexadecimal.
  hash text not null
);
create index audit_by_subject on audit (subject, number);
create index audit_by_who on audit (who, number);

-- One row: where the chain ends, and where it begins since old entries were cut off.
create table audit_chain (
  id integer primary key,
  last_number bigint not null,
  last_hash text not null,
  cut_number bigint not null,
  cut_hash text not null
);
insert into audit_chain (id, last_number, last_hash, cut_number, cut_hash) values (1, 0, '', 0, '');

-- Programs that may call: a name, a hash of the token, what they may do.
create table application (
  id text primary key,
  name text not null,
  -- SHA-256 of the token in hexadecimal.
  hash text not null,
  -- The beginning of the token, for people.
  prefix text not null,
  -- sender, viewer, operator, admin
  role text not null,
  -- live, test
  kind text not null,
  -- Ids of accounts, and sender names, as JSON arrays; empty for all.
  accounts text not null,
  senders text not null,
  -- Most messages a minute, and a day; null for no limit.
  minute_limit bigint,
  day_limit bigint,
  enabled integer not null,
  created_at bigint not null,
  created_by text not null,
  expires_at bigint,
  -- Null until it is revoked.
  revoked_at bigint,
  last_used_at bigint
);
create unique index application_by_hash on application (hash);
create unique index application_by_name on application (name) where revoked_at is null;

-- How many messages an application handed in on a day.
create table application_day (
  name text not null,
  -- 2026-11-29
  day text not null,
  messages bigint not null,
  primary key (name, day)
);
