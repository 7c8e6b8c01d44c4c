-- What a batch waits for, or what holds it up; no row if it goes on.
create table batch_wait (
  batch text primary key,
  -- In words.
  reason text not null,
  -- Ids of the accounts that it waits for, with a blank between two; empty for none.
  accounts text not null,
  since bigint not null,
  -- How often the same has failed; 0 for what is no failure.
  times integer not null
);
