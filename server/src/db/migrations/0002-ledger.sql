-- The credit ledger: whole milli-credits, double entry, append-only, hash-chained per wallet. Rules L1 to L27: docs/rules/ledger.md.
-- Every operation is one call of one function. Time is an argument. Names are qualified: no function depends on a search path.
-- Lock order: wallet -> hold -> limits by id -> lots. The wallet row is locked first and serialises everything below it, which is why nothing here has a
-- foreign key: each would take a KEY SHARE lock per inserted row and guard nothing that the wallet's lock and ledger.violations do not.
-- Alike on PostgreSQL 15 and later and on PGlite. Here: tables, canonical text and what all operations share; then 0003 the operations, 0004 the proof.

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

-- ---------------------------------------------------------------------------------------------------------------- canonical text and hashes

-- A text preceded by its length in bytes; '-' where there is none. Unambiguous without any escaping.
create function ledger.field(value text) returns text language sql immutable parallel safe
return case when value is null then '-' else octet_length(value)::text || ':' || value end;

create function ledger.time_text(at timestamptz) returns text language sql stable parallel safe
return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

create function ledger.digest_of(content text) returns bytea language sql stable parallel safe
return sha256(convert_to(content, 'UTF8'));

-- The part of an entry's canonical text that all entries of a movement share; core/src/ledger.ts writes the same.
create function ledger.movement_text(m ledger.movements) returns text language plpgsql stable parallel safe as $$
begin
  return 'keter-entry-1 ' || ledger.field(m.wallet) || ledger.field(m.version::text) || ledger.field(m.kind::text) || ledger.field(ledger.time_text(m.at))
    || ledger.field(m.key) || ledger.field(encode(m.digest, 'hex')) || ledger.field(m.hold) || ledger.field(m.refund_of::text) || ledger.field(m.reference)
    || ledger.field(m.actor) || ledger.field(m.api_key) || ledger.field(m.project) || ledger.field(m.tool) || ledger.field(m.iteration)
    || ledger.field(m.quote);
end $$;

create function ledger.entry_text(movement_text text, "position" int, account ledger.account, amount bigint, balance bigint) returns text language sql stable parallel safe
return movement_text || ledger.field("position"::text) || ledger.field(account::text) || ledger.field(amount::text) || ledger.field(balance::text);

-- ---------------------------------------------------------------------------------------------------------------- parts of every operation

-- Who caused it and for what.
create type ledger.cause as (actor text, api_key text, project text, tool text, iteration text, quote text);

-- What every operation answers. amount: what was granted, held, captured, returned or refunded.
create type ledger.outcome as (
  replayed boolean, version bigint, amount bigint, overrun bigint, available bigint, held bigint, head bytea
);

create function ledger.cause_text(cause ledger.cause) returns text language sql immutable parallel safe
return ledger.field((cause).actor) || ledger.field((cause).api_key) || ledger.field((cause).project) || ledger.field((cause).tool)
  || ledger.field((cause).iteration) || ledger.field((cause).quote);

-- An expected no. Amounts (milli-credits, as text) stand under "amounts".
create function ledger.refuse(code text, why text, facts jsonb) returns void language plpgsql as $$
begin
  raise exception using errcode = code, message = why, detail = facts::text;
end $$;

create function ledger.lock_wallet(p_wallet text, p_at timestamptz) returns ledger.wallets language plpgsql as $$
declare
  v_wallet ledger.wallets;
begin
  if p_at is null or p_at < '1970-01-01 00:00:00+00' or p_at >= '10000-01-01 00:00:00+00' then
    perform ledger.refuse('KL400', 'a time lies between 1970 and 9999', '{"fields": ["at"]}');
  end if;
  select * into v_wallet from ledger.wallets where id = p_wallet for no key update;
  if not found then perform ledger.refuse('KL404', 'no such wallet', jsonb_build_object('wallet', p_wallet)); end if;
  return v_wallet;
end $$;

-- The movement posted under this key before, if any. Only for a holder of the wallet's lock: then a racing twin has either committed or not happened.
create function ledger.posted_before(p_wallet text, p_key text, p_digest bytea) returns ledger.movements language plpgsql as $$
declare
  v_movement ledger.movements;
begin
  if p_key is null or char_length(p_key) not between 1 and 300 then
    perform ledger.refuse('KL400', 'a key has 1 to 300 characters', '{"fields": ["key"]}');
  end if;
  select * into v_movement from ledger.movements where wallet = p_wallet and key = p_key;
  if v_movement.digest <> p_digest then
    perform ledger.refuse('KL409', 'the key was used for something else', jsonb_build_object('key', p_key, 'movement', p_wallet || '.' || v_movement.version));
  end if;
  return v_movement;
end $$;

create function ledger.outcome_of(m ledger.movements, replayed boolean) returns ledger.outcome language sql immutable parallel safe
return row(
  replayed, (m).version, case (m).kind when 'hold' then (m).held when 'charge' then -(m).held else abs((m).available) end,
  (m).overrun, (m).available_after, (m).held_after, (m).head
)::ledger.outcome;

-- An open hold, locked. Only for a holder of the wallet's lock.
create function ledger.open_hold(p_wallet text, p_hold text) returns ledger.holds language plpgsql as $$
declare
  v_hold ledger.holds;
begin
  select * into v_hold from ledger.holds where wallet = p_wallet and id = p_hold for no key update;
  if not found then perform ledger.refuse('KL404', 'no such hold', jsonb_build_object('hold', p_hold)); end if;
  if v_hold.ended_by is not null then
    perform ledger.refuse('KL410', 'the hold has ended', jsonb_build_object('hold', p_hold, 'reason', v_hold.ended_as, 'movement', p_wallet || '.' || v_hold.ended_by));
  end if;
  return v_hold;
end $$;

create function ledger.move_limits(p_limits bigint[], p_held bigint, p_spent bigint) returns void language plpgsql as $$
begin
  if p_limits = '{}' then return; end if;
  update ledger.limits set held = held + p_held, spent = spent + p_spent
    from (select id from ledger.limits where id = any (p_limits) order by id for no key update) as locked
   where limits.id = locked.id;
end $$;

-- Writes a movement, its entries and the wallet's new balances. The one place where anything is posted, so the one place that knows the chain.
-- m comes with kind, at, key, digest, hold, refund_of, reference, overrun and causes; legs of 0 are left out.
create function ledger.post(w ledger.wallets, m ledger.movements, accounts ledger.account[], amounts bigint[]) returns ledger.movements language plpgsql as $$
declare
  v_text text;
  v_amount bigint;
  v_balance bigint;
  v_position int := 0;
  v_hash bytea;
begin
  m.wallet := w.id;
  m.version := w.version + 1;
  m.at := greatest(m.at, w.latest_at);
  m.available := 0;
  m.held := 0;
  v_text := ledger.movement_text(m);
  if amounts <@ '{0}' then accounts := '{held}'; end if;
  for i in 1 .. cardinality(accounts) loop
    v_amount := amounts[i];
    continue when v_amount = 0 and cardinality(accounts) > 1;
    v_position := v_position + 1;
    v_balance := null;
    if accounts[i] = 'available' then
      m.available := m.available + v_amount;
      w.available := w.available + v_amount;
      v_balance := w.available;
    elsif accounts[i] = 'held' then
      m.held := m.held + v_amount;
      w.held := w.held + v_amount;
      v_balance := w.held;
    end if;
    v_hash := sha256(w.head || convert_to(ledger.entry_text(v_text, v_position, accounts[i], v_amount, v_balance), 'UTF8'));
    insert into ledger.entries values (m.wallet, m.version, v_position, accounts[i], v_amount, v_balance, w.head, v_hash);
    w.head := v_hash;
  end loop;
  m.available_after := w.available;
  m.held_after := w.held;
  m.head := w.head;
  insert into ledger.movements values (m.*);
  update ledger.wallets set available = w.available, held = w.held, version = m.version, head = w.head, latest_at = m.at where id = w.id;
  return m;
end $$;
