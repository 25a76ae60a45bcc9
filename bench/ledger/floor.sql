-- The floor: the least that any ledger on PostgreSQL does in a commit, as pgbench does it. One row is updated, one is inserted, in one statement (floor.ts).
create schema floor;
create table floor.accounts (id bigint primary key, balance bigint not null) with (fillfactor = 50);
create table floor.history (account bigint not null, amount bigint not null, at timestamptz not null default now());
