-- The account that a message was routed to when it was taken, and what chose it: message, default, or rule 2. Null of messages of before.
alter table message add column routed_to text;
alter table message add column routed_by text;
