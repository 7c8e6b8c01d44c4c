-- What providers took, added up by quarters of an hour, which begin where days of all time zones begin. No message is in it.
create table usage (
  -- When the quarter of an hour begins, in milliseconds since 1970-01-01T00:00:00Z.
  at bigint not null,
  account text not null,
  source text not null,
  -- Empty for none.
  tag text not null,
  -- Price of a segment when they were taken, such as 0.045 EUR; empty if it was not known.
  price text not null,
  -- The process that added it: several add to rows of their own.
  node text not null,
  messages bigint not null,
  segments bigint not null,
  primary key (at, account, source, tag, price, node)
);

-- What was taken before.
insert into usage
select (attempt.ended_at / 900000) * 900000, attempt.account, message.source, coalesce(message.tag, ''), '', '',
  count(*), sum(message.segments)
from attempt join message on message.id = attempt.message_id
where attempt.outcome = 'ACCEPTED' and attempt.ended_at is not null
group by (attempt.ended_at / 900000) * 900000, attempt.account, message.source, coalesce(message.tag, '');
