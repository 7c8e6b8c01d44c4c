-- Who is about to put a message into the dead letter queue, so that no two copies of it are put there at once.
alter table message add column dying_node text;
-- Distinguishes the claims of a node.
alter table message add column dying_token bigint;
-- Until when the claim holds, by the clock of the database, in milliseconds since 1970-01-01T00:00:00Z.
alter table message add column dying_until bigint;
