-- One row for each file that was taken out of a batch folder.
create table batch (
  id text primary key,
  -- The folder's name in the settings, and the file's name in it.
  folder text not null,
  name text not null,
  -- SHA-256 of the file in hexadecimal; null until it has been read.
  digest text,
  bytes bigint not null,
  -- PREPARING, WAITING, RUNNING, SENDING, DONE, CANCELLED, FAILED
  state text not null,
  -- Since when no more rows are taken; null if they are.
  paused_at bigint,
  -- What is worth knowing of it, in words.
  detail text,
  -- The process that works on it; see table node.
  node text not null,
  created_at bigint not null,
  changed_at bigint not null,
  -- No row is taken before.
  send_at bigint,
  row_count bigint not null,
  -- Rows whose answers are written, and how long the answers are with them.
  position bigint not null,
  result_bytes bigint not null,
  rejected_bytes bigint not null,
  -- Of those: taken, with so many messages; rejected; repeated.
  taken bigint not null,
  messages bigint not null,
  rejected bigint not null,
  repeated bigint not null,
  -- Of the messages: at their end, and of those accepted, dead, and cancelled.
  ended bigint not null,
  accepted bigint not null,
  dead bigint not null,
  cancelled bigint not null,
  -- The first line of the file, a JSON object.
  directive text,
  -- When there was nothing more to do; null until then.
  finished_at bigint,
  -- Since when its rows are taken without a break, and the position then.
  going_at bigint,
  going_from bigint not null
);
create index batch_open on batch (node) where finished_at is null;
create index batch_by_end on batch (finished_at) where finished_at is not null;

-- Which batch came first with a content in a folder.
create table batch_content (
  folder text not null,
  digest text not null,
  batch text not null,
  primary key (folder, digest)
);
create index batch_content_by_batch on batch_content (batch);

-- For the number of messages on the queues of an account; with the state, so that no row of the table is read.
create index message_on_queue on message (account, state) where state in ('TAKEN', 'QUEUED', 'WAITING');
