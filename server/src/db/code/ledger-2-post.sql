-- What every operation of the ledger is made of: refusing, locking the wallet, knowing a key again, and posting a movement.
--
-- The operations say `set enable_seqscan = off`: a table of a few pages is planned with a sequential scan when it is analysed, the plan is kept by each connection,
-- and is two to four times slower soon after (measured). Every row that they look for has an index.

-- An expected no. Amounts (milli-credits, as text) stand under "amounts".
create function ledger.refuse(code text, why text, facts jsonb) returns void language plpgsql as $$
begin
  raise exception using errcode = code, message = why, detail = facts::text;
end $$;

create function ledger.is_time(at timestamptz) returns boolean language sql immutable parallel safe
return at is not null and at >= '1970-01-01 00:00:00+00' and at < '10000-01-01 00:00:00+00';

create function ledger.lock_wallet(p_wallet text, p_at timestamptz) returns ledger.wallets language plpgsql as $$
declare
  v_wallet ledger.wallets;
begin
  if not ledger.is_time(p_at) then perform ledger.refuse('KL400', 'a time lies between 1970 and 9999', '{"fields": ["at"]}'); end if;
  select * into v_wallet from ledger.wallets where id = p_wallet for no key update;
  if not found then perform ledger.refuse('KL404', 'no such wallet', jsonb_build_object('wallet', p_wallet)); end if;
  return v_wallet;
end $$;

create function ledger.is_key(key text) returns boolean language sql immutable parallel safe
return key is not null and char_length(key) between 1 and 300;

-- The movement posted under this key before, if any. Only for a holder of the wallet's lock: then a racing twin has either committed or not happened.
create function ledger.posted_before(p_wallet text, p_key text, p_digest bytea) returns ledger.movements language plpgsql as $$
declare
  v_movement ledger.movements;
begin
  if not ledger.is_key(p_key) then perform ledger.refuse('KL400', 'a key has 1 to 300 characters', '{"fields": ["key"]}'); end if;
  select * into v_movement from ledger.movements where wallet = p_wallet and key = p_key;
  if v_movement.digest <> p_digest then
    perform ledger.refuse('KL409', 'the key was used for something else', jsonb_build_object('key', p_key, 'movement', p_wallet || '.' || v_movement.version));
  end if;
  return v_movement;
end $$;

-- What was answered, from the movement itself: so a replay answers the same. A hold says in its reference which soft limits it is above.
create function ledger.outcome_of(m ledger.movements, replayed boolean) returns ledger.outcome language sql immutable parallel safe
return row(
  replayed, (m).version, case (m).kind when 'hold' then (m).held when 'charge' then -(m).held else abs((m).available) end,
  (m).overrun, (m).available_after, (m).held_after, (m).head,
  case when (m).kind = 'hold' and (m).reference <> '' then string_to_array(substr((m).reference, 8), ',')::bigint[] else '{}' end
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

-- Writes a movement and the wallet's new balances. m comes with kind, at, key, digest, hold, refund_of, reference, overrun, causes, and the changes of available
-- and held. Holds and charges, which everything waits for, are posted where they are made, by the same rules.
create function ledger.post(w ledger.wallets, m ledger.movements) returns ledger.movements language plpgsql as $$
begin
  m.wallet := w.id;
  m.version := w.version + 1;
  m.at := greatest(m.at, w.latest_at);
  m.available_after := w.available + m.available;
  m.held_after := w.held + m.held;
  m.head := ledger.head_after(m, w.head);
  insert into ledger.movements values (m.*);
  update ledger.wallets set available = m.available_after, held = m.held_after, version = m.version, head = m.head, latest_at = m.at where id = w.id;
  return m;
end $$;
