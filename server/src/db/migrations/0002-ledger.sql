-- The credit ledger: whole milli-credits, double entry, append-only, hash-chained per wallet. Rules L1 to L27: docs/rules/ledger.md.
-- Every operation is one call of one function. Time is an argument. Names are qualified: no function depends on a search path.
-- Lock order: wallet -> hold -> limits by id -> lots. The wallet row is locked first and serialises everything below it, which is why nothing here has a
-- foreign key: each would take a KEY SHARE lock per inserted row and guard nothing that the wallet's lock and ledger.violations do not.
-- Alike on PostgreSQL 15 and later and on PGlite. Here: tables and types; functions and views are in ../code.

create schema ledger;

-- ---------------------------------------------------------------------------------------------------------------- tables
-- Enums and a domain keep wrong values out. Table constraints would too, but PostgreSQL parses each anew for every statement: with a dozen of them a hold
-- took a third longer (measured). What spans several columns is in ledger.violations instead.

create domain ledger.credits as bigint check (value >= 0);
create type ledger.kind as enum ('grant', 'hold', 'charge', 'return', 'refund', 'expiry');
create type ledger.account as enum ('available', 'held', 'revenue', 'issued', 'expired', 'overrun', 'refunds');
create type ledger.lot_source as enum ('plan', 'top-up', 'promotion', 'refund');
create type ledger.end_reason as enum ('finished', 'cancelled', 'failed', 'expired');
create type ledger.limit_scope as enum ('workspace', 'member', 'project', 'key');
create type ledger.limit_period as enum ('day', 'month', 'rolling', 'total');
-- hard and ask refuse; soft only counts.
create type ledger.limit_mode as enum ('hard', 'soft', 'ask');

-- Balances here are a projection of the entries, kept because they are asked for often. No index on what changes, and room on the page: updates stay in place.
create table ledger.wallets (
  id text primary key check (id ~ '^[A-Za-z0-9_-]{1,100}$'),
  available ledger.credits not null default 0,
  held ledger.credits not null default 0,
  -- How many movements there have been; the next one is version + 1.
  version bigint not null default 0,
  -- Hash of the last entry; 32 zero bytes before the first.
  head bytea not null default decode(repeat('00', 32), 'hex'),
  -- When the last movement was; the next is dated no earlier.
  latest_at timestamptz not null,
  created_at timestamptz not null
) with (fillfactor = 50);

-- Where credits came from, and what is left of each: granted = remaining + held + expired + captured (ledger.hold_lots).
create table ledger.lots (
  id bigint generated always as identity primary key,
  wallet text not null,
  -- Version of the movement that made it.
  version bigint not null,
  source ledger.lot_source not null,
  reference text not null,
  -- Spent first: the lower number, then the soonest to expire, then the older.
  priority int not null,
  expires_at timestamptz,
  granted ledger.credits not null,
  remaining ledger.credits not null,
  held ledger.credits not null default 0,
  expired ledger.credits not null default 0,
  -- Anything remaining or held. Once closed, a lot stays closed: refunds make lots of their own.
  open boolean not null default true
) with (fillfactor = 50);
create index lots_to_spend on ledger.lots (wallet, priority, expires_at, id) where open;
create index lots_to_expire on ledger.lots (expires_at) where open and expires_at is not null;

-- What may be spent by whom in which period; one row a period. A hold names the rows it falls under.
create table ledger.limits (
  id bigint generated always as identity primary key,
  wallet text not null,
  scope ledger.limit_scope not null,
  subject text not null,
  period ledger.limit_period not null,
  starts_at timestamptz,
  ends_at timestamptz,
  mode ledger.limit_mode not null,
  maximum ledger.credits not null,
  held ledger.credits not null default 0,
  spent ledger.credits not null default 0,
  unique nulls not distinct (wallet, scope, subject, period, starts_at)
) with (fillfactor = 50);

create table ledger.holds (
  wallet text not null,
  id text not null,
  version bigint not null,
  amount ledger.credits not null,
  captured ledger.credits not null default 0,
  limits bigint[] not null,
  actor text,
  api_key text,
  project text,
  tool text,
  iteration text,
  quote text,
  expires_at timestamptz not null,
  -- Version of the movement that ended it, and why.
  ended_by bigint,
  ended_as ledger.end_reason,
  primary key (wallet, id)
) with (fillfactor = 70);
create index holds_due on ledger.holds (expires_at) where ended_by is null;

-- Which lots a hold took from, in the order in which they are spent.
create table ledger.hold_lots (
  wallet text not null,
  hold text not null,
  place int not null,
  lot bigint not null,
  amount ledger.credits not null,
  captured ledger.credits not null default 0,
  refunded ledger.credits not null default 0,
  primary key (wallet, hold, place)
) with (fillfactor = 70);

-- One ledger transaction: why credits moved, and where that left the wallet. Its id outside is "wallet.version".
create table ledger.movements (
  wallet text not null,
  version bigint not null,
  kind ledger.kind not null,
  at timestamptz not null,
  -- Null for the ledger's own upkeep, which is idempotent by state.
  key text,
  digest bytea,
  hold text,
  -- For a refund: version of the charge it gives back.
  refund_of bigint,
  reference text not null,
  actor text,
  api_key text,
  project text,
  tool text,
  iteration text,
  quote text,
  -- Change of each balance, and the balance after it.
  available bigint not null,
  held bigint not null,
  available_after ledger.credits not null,
  held_after ledger.credits not null,
  -- What an attempt cost above its hold, borne by the house.
  overrun ledger.credits not null,
  head bytea not null,
  primary key (wallet, version),
  unique (wallet, key)
);
-- The charge history pages backwards by version; a period becomes a range of versions (ledger.version_before), so each of these serves periods, too.
create index movements_of_project on ledger.movements (wallet, project, version) where project is not null;
create index movements_of_actor on ledger.movements (wallet, actor, version) where actor is not null;
create index movements_of_tool on ledger.movements (wallet, tool, version) where tool is not null;
create index movements_of_hold on ledger.movements (wallet, hold, version) where hold is not null;
create index refunds_of_charge on ledger.movements (wallet, refund_of) where refund_of is not null;

-- The legs of each movement. Revenue, issued, expired, overrun and refunds are the house's: they have entries and no balance row, so nothing there is hot.
create table ledger.entries (
  wallet text not null,
  version bigint not null,
  position int not null,
  account ledger.account not null,
  -- 0 only where a movement moves nothing: it still has an entry, so that the chain shows it.
  amount bigint not null,
  -- After the entry; null for the house's accounts.
  balance ledger.credits,
  previous bytea not null,
  hash bytea not null,
  primary key (wallet, version, position)
);

create function ledger.refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'ledger.% is append-only: % is refused; post a correcting movement', tg_table_name, lower(tg_op) using errcode = 'KL405';
end $$;
create trigger append_only before update or delete or truncate on ledger.entries for each statement execute function ledger.refuse_rewriting();
create trigger append_only before update or delete or truncate on ledger.movements for each statement execute function ledger.refuse_rewriting();

-- Who caused it and for what.
create type ledger.cause as (actor text, api_key text, project text, tool text, iteration text, quote text);

-- What every operation answers. amount: what was granted, held, captured, returned or refunded.
create type ledger.outcome as (
  replayed boolean, version bigint, amount bigint, overrun bigint, available bigint, held bigint, head bytea
);
