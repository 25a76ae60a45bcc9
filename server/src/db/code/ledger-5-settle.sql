-- What becomes of a hold: charges, its end, and refunds of charges (L15 to L18, L21 to L23).

-- What was captured of each part of a hold: charges take them in their order (L10).
create function ledger.captured_of(parts bigint[], captured bigint) returns bigint[] language sql immutable parallel safe as $$
  select array_agg(least(p.part, greatest(captured - p.before, 0)) order by p.place)
    from (select part, place, sum(part) over (order by place) - part as before from unnest(parts) with ordinality as u (part, place)) as p
$$;

-- Charges what an attempt cost, never more than the hold still has; the hold stays open until it is released. However it comes out.
create function ledger.charge_hold(
  p_wallet text, p_key text, p_at timestamptz, p_cause ledger.cause, p_hold text, p_actual bigint
) returns ledger.outcome language plpgsql set enable_seqscan = off as $$
declare
  v_wallet ledger.wallets;
  v_hold ledger.holds;
  m ledger.movements;
  v_digest bytea;
  v_captured bigint;
begin
  v_digest := ledger.digest_of('settle' || ledger.field(p_hold) || ledger.field(p_actual::text) || ledger.cause_text(p_cause));
  v_wallet := ledger.lock_wallet(p_wallet, p_at);
  m := ledger.posted_before(p_wallet, p_key, v_digest);
  if m.version is not null then return ledger.outcome_of(m, true); end if;
  if p_actual is null or p_actual < 0 then perform ledger.refuse('KL400', 'a charge is not below 0', '{"fields": ["actual"]}'); end if;
  v_hold := ledger.open_hold(p_wallet, p_hold);

  v_captured := least(p_actual, v_hold.amount - v_hold.captured);
  update ledger.holds set captured = captured + v_captured where wallet = p_wallet and id = p_hold;
  if v_wallet.limits > 0 then perform ledger.move_counters(v_wallet, v_hold, -v_captured, v_captured); end if;

  m := row(null, null, 'charge', p_at, p_key, v_digest, p_hold, null, '',
    coalesce(p_cause.actor, v_hold.actor), coalesce(p_cause.api_key, v_hold.api_key), coalesce(p_cause.project, v_hold.project),
    coalesce(p_cause.tool, v_hold.tool), coalesce(p_cause.iteration, v_hold.iteration), coalesce(p_cause.quote, v_hold.quote),
    0, -v_captured, 0, 0, p_actual - v_captured, null);
  m := ledger.post(v_wallet, m);
  return ledger.outcome_of(m, false);
end $$;

-- The charge that everything waits for: a new one that its hold covers, in as few statements as there are rows to write; whatever else it may be,
-- ledger.charge_hold says.
create function ledger.settle(
  p_wallet text, p_key text, p_at timestamptz, p_cause ledger.cause, p_hold text, p_actual bigint
) returns ledger.outcome language plpgsql set enable_seqscan = off as $$
declare
  w ledger.wallets;
  h ledger.holds;
  c ledger.cause;
  v_digest bytea := ledger.digest_of('settle' || ledger.field(p_hold) || ledger.field(p_actual::text) || ledger.cause_text(p_cause));
  v_text text;
  v_first bytea;
  v_second bytea;
begin
  select * into w from ledger.wallets where id = p_wallet for no key update;
  if found then select * into h from ledger.holds where wallet = p_wallet and id = p_hold; end if;
  if not found or h.ended_by is not null or p_actual is null or p_actual <= 0 or p_actual > h.amount - h.captured
     or not ledger.is_time(p_at) or not ledger.is_key(p_key) then
    return ledger.charge_hold(p_wallet, p_key, p_at, p_cause, p_hold, p_actual);
  end if;

  c := row(coalesce(p_cause.actor, h.actor), coalesce(p_cause.api_key, h.api_key), coalesce(p_cause.project, h.project),
    coalesce(p_cause.tool, h.tool), coalesce(p_cause.iteration, h.iteration), coalesce(p_cause.quote, h.quote));
  w.version := w.version + 1;
  w.held := w.held - p_actual;
  w.latest_at := greatest(p_at, w.latest_at);
  v_text := ledger.movement_text(p_wallet, w.version, 'charge', w.latest_at, p_key, v_digest, p_hold, null, '', ledger.cause_text(c));
  v_first := ledger.leg_hash(w.head, v_text, 1, 'held', -p_actual, w.held);
  v_second := ledger.leg_hash(v_first, v_text, 2, 'revenue', p_actual, null);
  -- First, because it alone can show that the key has been used: then nothing has been written yet.
  insert into ledger.movements values (p_wallet, w.version, 'charge', w.latest_at, p_key, v_digest, p_hold, null, '',
    c.actor, c.api_key, c.project, c.tool, c.iteration, c.quote, 0, -p_actual, w.available, w.held, 0, v_second) on conflict (wallet, key) do nothing;
  if not found then return ledger.charge_hold(p_wallet, p_key, p_at, p_cause, p_hold, p_actual); end if;
  update ledger.holds set captured = captured + p_actual where wallet = p_wallet and id = p_hold;
  if w.limits > 0 then perform ledger.move_counters(w, h, -p_actual, p_actual); end if;
  update ledger.wallets set held = w.held, version = w.version, head = v_second, latest_at = w.latest_at where id = p_wallet;
  return row(false, w.version, p_actual, 0, w.available, w.held, v_second, '{}')::ledger.outcome;
end $$;

-- Ends a hold and gives back what it still has. Only for a holder of the wallet's lock, with the open hold.
create function ledger.end_hold(
  w ledger.wallets, h ledger.holds, p_key text, p_digest bytea, p_at timestamptz, p_cause ledger.cause, p_reason ledger.end_reason
) returns ledger.movements language plpgsql as $$
declare
  m ledger.movements;
  v_returned bigint := h.amount - h.captured;
  v_back bigint := h.amount - h.captured;
  v_part bigint;
begin
  update ledger.holds set ended_by = w.version + 1, ended_as = p_reason where wallet = w.id and id = h.id;
  if w.limits > 0 then perform ledger.move_counters(w, h, -v_returned, 0); end if;
  -- From the last part on: what was captured came off the first ones.
  for i in reverse cardinality(h.parts) .. 1 loop
    exit when v_back = 0;
    v_part := least(h.parts[i], v_back);
    update ledger.lots set remaining = remaining + v_part, open = true where id = h.lots[i];
    v_back := v_back - v_part;
  end loop;

  m := row(null, null, 'return', p_at, p_key, p_digest, h.id, null, p_reason,
    coalesce(p_cause.actor, h.actor), coalesce(p_cause.api_key, h.api_key), coalesce(p_cause.project, h.project),
    coalesce(p_cause.tool, h.tool), coalesce(p_cause.iteration, h.iteration), coalesce(p_cause.quote, h.quote),
    v_returned, -v_returned, 0, 0, 0, null);
  return ledger.post(w, m);
end $$;

create function ledger.release(
  p_wallet text, p_key text, p_at timestamptz, p_cause ledger.cause, p_hold text, p_reason ledger.end_reason
) returns ledger.outcome language plpgsql set enable_seqscan = off as $$
declare
  v_wallet ledger.wallets;
  m ledger.movements;
  v_digest bytea;
begin
  v_digest := ledger.digest_of('release' || ledger.field(p_hold) || ledger.field(p_reason::text) || ledger.cause_text(p_cause));
  v_wallet := ledger.lock_wallet(p_wallet, p_at);
  m := ledger.posted_before(p_wallet, p_key, v_digest);
  if m.version is not null then return ledger.outcome_of(m, true); end if;
  if p_reason is null then perform ledger.refuse('KL400', 'a hold ends for a reason', '{"fields": ["reason"]}'); end if;
  m := ledger.end_hold(v_wallet, ledger.open_hold(p_wallet, p_hold), p_key, v_digest, p_at, p_cause, p_reason);
  return ledger.outcome_of(m, false);
end $$;

-- Gives a charge back, whole or in part, as lots of the priority and expiry that the credits had; credits that would be gone by then live until p_keep_until.
create function ledger.refund(
  p_wallet text, p_key text, p_at timestamptz, p_cause ledger.cause, p_charge bigint, p_amount bigint, p_reason text, p_keep_until timestamptz
) returns ledger.outcome language plpgsql set enable_seqscan = off as $$
declare
  v_wallet ledger.wallets;
  v_charge ledger.movements;
  v_hold ledger.holds;
  m ledger.movements;
  v_digest bytea;
  v_left bigint;
  v_missing bigint := p_amount;
  v_part bigint;
  v_refunded bigint[];
  v_from record;
begin
  v_digest := ledger.digest_of('refund' || ledger.field(p_charge::text) || ledger.field(p_amount::text) || ledger.field(p_reason) || ledger.cause_text(p_cause));
  v_wallet := ledger.lock_wallet(p_wallet, p_at);
  m := ledger.posted_before(p_wallet, p_key, v_digest);
  if m.version is not null then return ledger.outcome_of(m, true); end if;
  if p_amount is null or p_amount <= 0 then perform ledger.refuse('KL400', 'a refund is above 0', '{"fields": ["amount"]}'); end if;
  select * into v_charge from ledger.movements where wallet = p_wallet and version = p_charge and kind = 'charge';
  if not found then perform ledger.refuse('KL404', 'no such charge', jsonb_build_object('movement', p_wallet || '.' || p_charge)); end if;
  select -v_charge.held - coalesce(sum(available), 0) into v_left from ledger.movements where wallet = p_wallet and refund_of = p_charge;
  if p_amount > v_left then
    perform ledger.refuse('KL422', 'more than is left of the charge', jsonb_build_object('movement', p_wallet || '.' || p_charge,
      'amounts', jsonb_build_object('asked', p_amount::text, 'charged', (-v_charge.held)::text, 'left', v_left::text)));
  end if;
  select * into v_hold from ledger.holds where wallet = p_wallet and id = v_charge.hold for no key update;

  if v_wallet.limits > 0 then perform ledger.move_counters(v_wallet, v_hold, 0, -p_amount); end if;
  -- What was taken last comes back first: it is what lives longest.
  v_refunded := coalesce(v_hold.parts_refunded, array_fill(0::bigint, array[cardinality(v_hold.parts)]));
  for v_from in
    select p.place, p.captured - v_refunded[p.place] as left_over, lot.priority, lot.expires_at
      from unnest(v_hold.lots, ledger.captured_of(v_hold.parts, v_hold.captured)) with ordinality as p (lot, captured, place) join ledger.lots as lot on lot.id = p.lot
     order by p.place desc
  loop
    v_part := least(v_from.left_over, v_missing);
    continue when v_part = 0;
    v_refunded[v_from.place] := v_refunded[v_from.place] + v_part;
    insert into ledger.lots (wallet, version, source, reference, priority, expires_at, granted, remaining)
      values (p_wallet, v_wallet.version + 1, 'refund', p_reason, v_from.priority,
        case when v_from.expires_at is not null then greatest(v_from.expires_at, p_keep_until) end, v_part, v_part);
    v_missing := v_missing - v_part;
  end loop;
  update ledger.holds set refunded = refunded + p_amount, parts_refunded = v_refunded where wallet = p_wallet and id = v_charge.hold;

  m := row(null, null, 'refund', p_at, p_key, v_digest, v_charge.hold, p_charge, p_reason,
    coalesce(p_cause.actor, v_charge.actor), coalesce(p_cause.api_key, v_charge.api_key), coalesce(p_cause.project, v_charge.project),
    coalesce(p_cause.tool, v_charge.tool), coalesce(p_cause.iteration, v_charge.iteration), coalesce(p_cause.quote, v_charge.quote),
    p_amount, 0, 0, 0, 0, null);
  m := ledger.post(v_wallet, m);
  return ledger.outcome_of(m, false);
end $$;
