-- Digest of the accounts that the process sends with, secrets too; null of before.
alter table node add column accounts text;

-- Accounts that a person holds: their messages wait.
create table account_pause (
  account text primary key,
  since bigint not null,
  -- When it goes on by itself; null for when a person says so.
  until_at bigint,
  who text not null,
  why text not null
);

-- Accounts that are gone, or go, and where what waits for them is put.
create table account_move (
  account text primary key,
  target text not null,
  since bigint not null,
  who text not null
);
