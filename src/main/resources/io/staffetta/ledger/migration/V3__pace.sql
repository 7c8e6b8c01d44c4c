-- When an account that several gateways share may begin its next submission, by the clock of the database.
create table pace (
  account text primary key,
  -- Microseconds since 1970-01-01T00:00:00Z.
  next_at bigint not null
);
