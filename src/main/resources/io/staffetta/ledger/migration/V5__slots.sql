-- Submissions of an account under way over all gateways that share a ledger. Instants are microseconds since
-- 1970-01-01T00:00:00Z, by the clock of the database.

-- What each gateway says of each of its accounts.
create table claim (
  account text not null,
  -- As in table node.
  node text not null,
  -- Most submissions at once, as the gateway's configuration has it.
  most integer not null,
  -- Unless it is heard of again, its submissions have ended by then.
  until bigint not null,
  -- Since when a message of it waits for a slot, and when it last asked for one; 0 for never.
  usual_since bigint not null default 0,
  usual_asked bigint not null default 0,
  urgent_since bigint not null default 0,
  urgent_asked bigint not null default 0,
  primary key (account, node)
);

-- Who holds the slots of an account: one for each submission under way.
create table slot (
  account text not null,
  -- 1, 2, ... up to the most that were ever needed at once.
  number integer not null,
  -- The gateway that holds it; null if it is free. It is free, too, if that has no claim any more.
  node text,
  -- The attempt that it is held for, as in table attempt.
  token bigint,
  message_id text,
  -- 1 for a message of priority high.
  urgent integer,
  primary key (account, number)
);
