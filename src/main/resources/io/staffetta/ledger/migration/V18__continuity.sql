-- What each home last told of itself: by it a ledger that was put back from a backup is noticed.
create table continuity (
  -- Id of the home, as its data have it.
  home text primary key,
  -- Grows with each time.
  sequence bigint not null,
  -- The sequence that the broker was known to have by then; 0 for none.
  queues bigint not null,
  -- Where the data were: digest of the machine's id, path and inode.
  machine text not null,
  path text not null,
  inode bigint not null,
  told_at bigint not null
);
