-- Instants are milliseconds since 1970-01-01T00:00:00Z. The same statements serve SQLite and PostgreSQL.

-- One row for each message: one text for one recipient.
create table message (
  id text primary key,
  source text not null,
  reference text,
  -- E.164. Null when erased.
  recipient text,
  -- Null when erased.
  text text,
  priority text not null,
  -- The account it is routed to now, or was submitted with. Null if none can take it.
  account text,
  -- TAKEN, QUEUED, WAITING, ACCEPTED, DELIVERED, UNDELIVERED, DEAD
  state text not null,
  -- 0, and one more with each redrive from the dead letter queue.
  journey integer not null,
  segments integer not null,
  taken_at bigint not null,
  deadline bigint not null,
  changed_at bigint not null,
  -- Of a dead letter: why it is dead, and in words.
  reason text,
  detail text,
  -- Of an accepted message: its id there.
  provider_message_id text,
  -- Of an accepted message whose provider can be asked: when to ask next, and how often it was asked.
  report_due_at bigint,
  reports_asked integer not null default 0,
  erased_at bigint
);
create index message_by_time on message (taken_at);
create index message_by_report on message (report_due_at) where report_due_at is not null;

-- One row for each attempt to submit a message; written before the request leaves.
create table attempt (
  message_id text not null,
  -- 1, 2, ... in the order in which they began.
  number integer not null,
  journey integer not null,
  -- How often the message had been put on a queue anew in this journey when the attempt began.
  hop integer not null,
  account text not null,
  provider text not null,
  -- The process that made it; see table node.
  node text not null,
  -- Distinguishes the attempts of a node.
  token bigint not null,
  begun_at bigint not null,
  -- Null until it is closed.
  ended_at bigint,
  -- As in the documentation: ACCEPTED, REFUSED, BUSY, NOT_SENT, ACCOUNT_UNUSABLE, UNKNOWN
  outcome text,
  detail text,
  http_status integer,
  provider_code text,
  retry_after_millis bigint,
  provider_message_id text,
  primary key (message_id, number)
);

-- Idempotency keys: the first messages with a reference from a source.
create table reference (
  source text not null,
  reference text not null,
  -- Ids of the messages, in the order of their recipients, separated by blanks.
  message_ids text not null,
  taken_at bigint not null,
  primary key (source, reference)
);
create index reference_by_time on reference (taken_at);

-- The processes that write here.
create table node (
  id text primary key,
  name text not null,
  started_at bigint not null,
  seen_at bigint not null
);

-- Jobs that one node does at a time.
create table lease (
  job text primary key,
  node text not null,
  until bigint not null
);
