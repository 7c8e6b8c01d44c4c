-- Where applications are told what became of their messages.
create table webhook (
  -- Name of the application.
  application text primary key,
  url text not null,
  -- By which what it is told is signed.
  secret text not null,
  created_at bigint not null
);

-- What applications are still to be told, and what they could not be told.
create table webhook_event (
  id text primary key,
  application text not null,
  -- JSON, as it is sent.
  body text not null,
  created_at bigint not null,
  -- Not before this instant; null when it is given up.
  due_at bigint,
  attempts integer not null,
  -- Why it could not be told last.
  error text
);
create index webhook_event_due on webhook_event (due_at) where due_at is not null;
create index webhook_event_of on webhook_event (application, created_at);
