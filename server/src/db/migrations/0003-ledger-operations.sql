-- The ledger's operations: each is one call, runs under its wallet's lock, and ends with ledger.post. Rules: docs/rules/ledger.md.

create function ledger.open_wallet(p_wallet text, p_at timestamptz) returns void language sql as $$
  insert into ledger.wallets (id, latest_at, created_at) values (p_wallet, p_at, p_at) on conflict (id) do nothing
$$;

create function ledger.grant_credits(
  p_wallet text, p_key text, p_at timestamptz, p_cause ledger.cause,
  p_amount bigint, p_source ledger.lot_source, p_priority int, p_expires_at timestamptz, p_reference text
) returns ledger.outcome language plpgsql as $$
declare
  v_wallet ledger.wallets;
  m ledger.movements;
  v_digest bytea;
begin
  v_digest := ledger.digest_of('grant' || ledger.field(p_amount::text) || ledger.field(p_source::text) || ledger.field(p_priority::text)
    || ledger.field(ledger.time_text(p_expires_at)) || ledger.field(p_reference) || ledger.cause_text(p_cause));
  v_wallet := ledger.lock_wallet(p_wallet, p_at);
  m := ledger.posted_before(p_wallet, p_key, v_digest);
  if m.version is not null then return ledger.outcome_of(m, true); end if;
  if p_amount is null or p_amount <= 0 then perform ledger.refuse('KL400', 'a grant is above 0', '{"fields": ["amount"]}'); end if;
  if p_source is null or p_source = 'refund' then
    perform ledger.refuse('KL400', 'a grant comes from a plan, a top-up or a promotion', '{"fields": ["source"]}');
  end if;
  if p_expires_at <= p_at then perform ledger.refuse('KL400', 'the grant would have expired already', '{"fields": ["expiresAt"]}'); end if;

  insert into ledger.lots (wallet, version, source, reference, priority, expires_at, granted, remaining)
    values (p_wallet, v_wallet.version + 1, p_source, p_reference, p_priority, p_expires_at, p_amount, p_amount);

  m := row(null, null, 'grant', p_at, p_key, v_digest, null, null, p_reference,
    p_cause.actor, p_cause.api_key, p_cause.project, p_cause.tool, p_cause.iteration, p_cause.quote, 0, 0, 0, 0, 0, null);
  m := ledger.post(v_wallet, m, '{available, issued}', array[p_amount, -p_amount]);
  return ledger.outcome_of(m, false);
end $$;

create function ledger.hold(
  p_wallet text, p_key text, p_at timestamptz, p_cause ledger.cause,
  p_hold text, p_amount bigint, p_limits bigint[], p_expires_at timestamptz
) returns ledger.outcome language plpgsql as $$
declare
  v_wallet ledger.wallets;
  m ledger.movements;
  v_digest bytea;
  v_missing bigint := p_amount;
  v_place int := 0;
  v_part bigint;
  v_lot record;
  v_limit record;
  v_limits int := 0;
begin
  -- The clock's own times (at, the hold's expiry) are not content: a retry comes later and is still the same request.
  v_digest := ledger.digest_of('hold' || ledger.field(p_hold) || ledger.field(p_amount::text) || ledger.field(p_limits::text) || ledger.cause_text(p_cause));
  v_wallet := ledger.lock_wallet(p_wallet, p_at);
  m := ledger.posted_before(p_wallet, p_key, v_digest);
  if m.version is not null then return ledger.outcome_of(m, true); end if;
  if p_amount is null or p_amount <= 0 then perform ledger.refuse('KL400', 'a hold is above 0', '{"fields": ["amount"]}'); end if;
  if p_hold is null then perform ledger.refuse('KL400', 'a hold has an id', '{"fields": ["hold"]}'); end if;
  if p_expires_at is null or p_expires_at <= p_at then perform ledger.refuse('KL400', 'the hold would have expired already', '{"fields": ["expiresAt"]}'); end if;

  insert into ledger.holds values (p_wallet, p_hold, v_wallet.version + 1, p_amount, 0, p_limits,
    p_cause.actor, p_cause.api_key, p_cause.project, p_cause.tool, p_cause.iteration, p_cause.quote, p_expires_at, null, null)
    on conflict (wallet, id) do nothing;
  if not found then perform ledger.refuse('KL409', 'the hold exists already, under another key', jsonb_build_object('hold', p_hold)); end if;

  if p_limits <> '{}' then
    for v_limit in select * from ledger.limits where wallet = p_wallet and id = any (p_limits) order by id for no key update loop
      v_limits := v_limits + 1;
      if v_limit.mode <> 'soft' and v_limit.maximum - v_limit.spent - v_limit.held < p_amount then
        perform ledger.refuse('KL403', 'a limit is reached', jsonb_build_object('limit', v_limit.id::text, 'scope', v_limit.scope, 'subject', v_limit.subject,
          'period', v_limit.period, 'mode', v_limit.mode, 'amounts', jsonb_build_object(
            'needed', p_amount::text, 'maximum', v_limit.maximum::text, 'spent', v_limit.spent::text, 'held', v_limit.held::text)));
      end if;
    end loop;
    if v_limits <> cardinality(p_limits) then
      perform ledger.refuse('KL404', 'no such limit, or one named twice', jsonb_build_object('limits', p_limits::text));
    end if;
    perform ledger.move_limits(p_limits, p_amount, 0);
  end if;

  for v_lot in
    select id, remaining from ledger.lots
     where wallet = p_wallet and open and remaining > 0 and (expires_at is null or expires_at > p_at)
     order by priority, expires_at, id
  loop
    v_part := least(v_lot.remaining, v_missing);
    v_place := v_place + 1;
    update ledger.lots set remaining = remaining - v_part, held = held + v_part where id = v_lot.id;
    insert into ledger.hold_lots values (p_wallet, p_hold, v_place, v_lot.id, v_part);
    v_missing := v_missing - v_part;
    exit when v_missing = 0;
  end loop;
  if v_missing > 0 then
    perform ledger.refuse('KL402', 'not enough credits',
      jsonb_build_object('amounts', jsonb_build_object('needed', p_amount::text, 'available', (p_amount - v_missing)::text)));
  end if;

  m := row(null, null, 'hold', p_at, p_key, v_digest, p_hold, null, '',
    p_cause.actor, p_cause.api_key, p_cause.project, p_cause.tool, p_cause.iteration, p_cause.quote, 0, 0, 0, 0, 0, null);
  m := ledger.post(v_wallet, m, '{available, held}', array[-p_amount, p_amount]);
  return ledger.outcome_of(m, false);
end $$;

-- Charges what an attempt cost, never more than the hold still has; the hold stays open until it is released.
create function ledger.settle(
  p_wallet text, p_key text, p_at timestamptz, p_cause ledger.cause, p_hold text, p_actual bigint
) returns ledger.outcome language plpgsql as $$
declare
  v_wallet ledger.wallets;
  v_hold ledger.holds;
  m ledger.movements;
  v_digest bytea;
  v_captured bigint;
  v_missing bigint;
  v_part bigint;
  v_from record;
begin
  v_digest := ledger.digest_of('settle' || ledger.field(p_hold) || ledger.field(p_actual::text) || ledger.cause_text(p_cause));
  v_wallet := ledger.lock_wallet(p_wallet, p_at);
  m := ledger.posted_before(p_wallet, p_key, v_digest);
  if m.version is not null then return ledger.outcome_of(m, true); end if;
  if p_actual is null or p_actual < 0 then perform ledger.refuse('KL400', 'a charge is not below 0', '{"fields": ["actual"]}'); end if;
  v_hold := ledger.open_hold(p_wallet, p_hold);

  v_captured := least(p_actual, v_hold.amount - v_hold.captured);
  update ledger.holds set captured = captured + v_captured where wallet = p_wallet and id = p_hold;
  perform ledger.move_limits(v_hold.limits, -v_captured, v_captured);
  v_missing := v_captured;
  for v_from in
    select place, lot, amount - captured as left_over from ledger.hold_lots where wallet = p_wallet and hold = p_hold and captured < amount order by place
  loop
    exit when v_missing = 0;
    v_part := least(v_from.left_over, v_missing);
    update ledger.hold_lots set captured = captured + v_part where wallet = p_wallet and hold = p_hold and place = v_from.place;
    update ledger.lots set held = held - v_part, open = remaining > 0 or held > v_part where id = v_from.lot;
    v_missing := v_missing - v_part;
  end loop;

  m := row(null, null, 'charge', p_at, p_key, v_digest, p_hold, null, '',
    coalesce(p_cause.actor, v_hold.actor), coalesce(p_cause.api_key, v_hold.api_key), coalesce(p_cause.project, v_hold.project),
    coalesce(p_cause.tool, v_hold.tool), coalesce(p_cause.iteration, v_hold.iteration), coalesce(p_cause.quote, v_hold.quote),
    0, 0, 0, 0, p_actual - v_captured, null);
  m := ledger.post(v_wallet, m, '{held, revenue, overrun}', array[-v_captured, p_actual, v_captured - p_actual]);
  return ledger.outcome_of(m, false);
end $$;

-- Ends a hold and gives back what it still has. Only for a holder of the wallet's lock, with the open hold.
create function ledger.end_hold(
  w ledger.wallets, h ledger.holds, p_key text, p_digest bytea, p_at timestamptz, p_cause ledger.cause, p_reason ledger.end_reason
) returns ledger.movements language plpgsql as $$
declare
  m ledger.movements;
  v_returned bigint := h.amount - h.captured;
begin
  update ledger.holds set ended_by = w.version + 1, ended_as = p_reason where wallet = w.id and id = h.id;
  perform ledger.move_limits(h.limits, -v_returned, 0);
  update ledger.lots set held = lots.held - (part.amount - part.captured), remaining = lots.remaining + (part.amount - part.captured)
    from ledger.hold_lots as part
   where part.wallet = w.id and part.hold = h.id and part.captured < part.amount and lots.id = part.lot;

  m := row(null, null, 'return', p_at, p_key, p_digest, h.id, null, p_reason,
    coalesce(p_cause.actor, h.actor), coalesce(p_cause.api_key, h.api_key), coalesce(p_cause.project, h.project),
    coalesce(p_cause.tool, h.tool), coalesce(p_cause.iteration, h.iteration), coalesce(p_cause.quote, h.quote), 0, 0, 0, 0, 0, null);
  return ledger.post(w, m, '{held, available}', array[-v_returned, v_returned]);
end $$;

create function ledger.release(
  p_wallet text, p_key text, p_at timestamptz, p_cause ledger.cause, p_hold text, p_reason ledger.end_reason
) returns ledger.outcome language plpgsql as $$
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
) returns ledger.outcome language plpgsql as $$
declare
  v_wallet ledger.wallets;
  v_charge ledger.movements;
  v_hold ledger.holds;
  m ledger.movements;
  v_digest bytea;
  v_left bigint;
  v_missing bigint := p_amount;
  v_part bigint;
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

  perform ledger.move_limits(v_hold.limits, 0, -p_amount);
  -- What was taken last comes back first: it is what lives longest.
  for v_from in
    select part.place, part.captured - part.refunded as left_over, lot.priority, lot.expires_at
      from ledger.hold_lots as part join ledger.lots as lot on lot.id = part.lot
     where part.wallet = p_wallet and part.hold = v_charge.hold and part.refunded < part.captured order by part.place desc
  loop
    exit when v_missing = 0;
    v_part := least(v_from.left_over, v_missing);
    update ledger.hold_lots set refunded = refunded + v_part where wallet = p_wallet and hold = v_charge.hold and place = v_from.place;
    insert into ledger.lots (wallet, version, source, reference, priority, expires_at, granted, remaining)
      values (p_wallet, v_wallet.version + 1, 'refund', p_reason, v_from.priority,
        case when v_from.expires_at is not null then greatest(v_from.expires_at, p_keep_until) end, v_part, v_part);
    v_missing := v_missing - v_part;
  end loop;

  m := row(null, null, 'refund', p_at, p_key, v_digest, v_charge.hold, p_charge, p_reason,
    coalesce(p_cause.actor, v_charge.actor), coalesce(p_cause.api_key, v_charge.api_key), coalesce(p_cause.project, v_charge.project),
    coalesce(p_cause.tool, v_charge.tool), coalesce(p_cause.iteration, v_charge.iteration), coalesce(p_cause.quote, v_charge.quote), 0, 0, 0, 0, 0, null);
  m := ledger.post(v_wallet, m, '{available, refunds}', array[p_amount, -p_amount]);
  return ledger.outcome_of(m, false);
end $$;

-- Makes a limit, or changes the maximum and mode of the one that is there. Lowering it never touches open holds; it only stops further ones.
create function ledger.set_limit(
  p_wallet text, p_scope ledger.limit_scope, p_subject text, p_period ledger.limit_period, p_starts_at timestamptz, p_ends_at timestamptz,
  p_mode ledger.limit_mode, p_maximum bigint, p_at timestamptz
) returns bigint language plpgsql as $$
declare
  v_id bigint;
begin
  perform ledger.lock_wallet(p_wallet, p_at);
  if p_maximum is null or p_maximum < 0 then perform ledger.refuse('KL400', 'a limit is not below 0', '{"fields": ["maximum"]}'); end if;
  insert into ledger.limits as l (wallet, scope, subject, period, starts_at, ends_at, mode, maximum)
    values (p_wallet, p_scope, p_subject, p_period, p_starts_at, p_ends_at, p_mode, p_maximum)
    on conflict (wallet, scope, subject, period, starts_at) do update set maximum = excluded.maximum, mode = excluded.mode, ends_at = excluded.ends_at
    returning l.id into v_id;
  return v_id;
end $$;

-- ---------------------------------------------------------------------------------------------------------------- upkeep

-- Ends holds whose time is over. A wallet that somebody works on is left for the next sweep: nobody waits, so nothing can deadlock.
create function ledger.sweep_holds(p_at timestamptz, p_most int) returns table (wallet text, hold text, returned bigint, version bigint) language plpgsql as $$
declare
  v_due record;
  v_wallet ledger.wallets;
  v_hold ledger.holds;
  m ledger.movements;
begin
  for v_due in
    select due.wallet, due.id from (
      select h.wallet, h.id, h.expires_at from ledger.holds as h where h.ended_by is null and h.expires_at <= p_at order by h.expires_at limit p_most
    ) as due order by due.wallet, due.expires_at, due.id
  loop
    select w.* into v_wallet from ledger.wallets as w where w.id = v_due.wallet for no key update skip locked;
    continue when not found;
    select h.* into v_hold from ledger.holds as h where h.wallet = v_due.wallet and h.id = v_due.id and h.ended_by is null for no key update;
    continue when not found;
    m := ledger.end_hold(v_wallet, v_hold, null, null, p_at, null, 'expired');
    wallet := v_due.wallet;
    hold := v_due.id;
    returned := m.available;
    version := m.version;
    return next;
  end loop;
end $$;

-- Takes expired credits out of the balance, a movement for each lot. What a hold still has of a lot stays until the hold ends.
create function ledger.expire_lots(p_at timestamptz, p_most int) returns table (wallet text, lot bigint, expired bigint, version bigint) language plpgsql as $$
declare
  v_due record;
  v_wallet ledger.wallets;
  v_lot ledger.lots;
  m ledger.movements;
begin
  for v_due in
    select due.wallet, due.id from (
      select l.wallet, l.id, l.expires_at from ledger.lots as l
       where l.open and l.remaining > 0 and l.expires_at <= p_at order by l.expires_at limit p_most
    ) as due order by due.wallet, due.expires_at, due.id
  loop
    select w.* into v_wallet from ledger.wallets as w where w.id = v_due.wallet for no key update skip locked;
    continue when not found;
    select l.* into v_lot from ledger.lots as l where l.id = v_due.id and l.remaining > 0 for no key update;
    continue when not found;
    update ledger.lots as l set remaining = 0, expired = l.expired + l.remaining, open = l.held > 0 where l.id = v_lot.id;
    m := row(null, null, 'expiry', p_at, null, null, null, null, v_lot.reference, null, null, null, null, null, null, 0, 0, 0, 0, 0, null);
    m := ledger.post(v_wallet, m, '{available, expired}', array[-v_lot.remaining, v_lot.remaining]);
    wallet := v_due.wallet;
    lot := v_lot.id;
    expired := v_lot.remaining;
    version := m.version;
    return next;
  end loop;
end $$;
