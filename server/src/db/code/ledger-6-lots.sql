-- Where credits come from and how they go without being spent: grants, trims, and what time brings (L10 to L13, L18, L32).

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
    p_cause.actor, p_cause.api_key, p_cause.project, p_cause.tool, p_cause.iteration, p_cause.quote, p_amount, 0, 0, 0, 0, null);
  m := ledger.post(v_wallet, m);
  return ledger.outcome_of(m, false);
end $$;

-- Takes what the lots of a source have above an amount out of the balance, the soonest to expire first: a cap on what is rolled over, or a purchase that was paid back
-- (p_movement: only the lot of that grant). What holds have of the lots is theirs. Where nothing is above, the movement says so.
create function ledger.trim_lots(
  p_wallet text, p_key text, p_at timestamptz, p_cause ledger.cause, p_source ledger.lot_source, p_keep bigint, p_movement bigint, p_reference text
) returns ledger.outcome language plpgsql as $$
declare
  v_wallet ledger.wallets;
  m ledger.movements;
  v_digest bytea;
  v_above bigint;
  v_missing bigint;
  v_part bigint;
  v_lot record;
begin
  v_digest := ledger.digest_of('trim' || ledger.field(p_source::text) || ledger.field(p_keep::text) || ledger.field(p_movement::text)
    || ledger.field(p_reference) || ledger.cause_text(p_cause));
  v_wallet := ledger.lock_wallet(p_wallet, p_at);
  m := ledger.posted_before(p_wallet, p_key, v_digest);
  if m.version is not null then return ledger.outcome_of(m, true); end if;
  if p_keep is null or p_keep < 0 then perform ledger.refuse('KL400', 'what is kept is not below 0', '{"fields": ["keep"]}'); end if;
  if p_source is null then perform ledger.refuse('KL400', 'lots of which source', '{"fields": ["source"]}'); end if;

  select greatest(coalesce(sum(remaining), 0) - p_keep, 0) into v_above from ledger.lots
   where wallet = p_wallet and open and source = p_source and (p_movement is null or version = p_movement) and (expires_at is null or expires_at > p_at);
  v_missing := v_above;
  for v_lot in
    select id, remaining from ledger.lots
     where wallet = p_wallet and open and remaining > 0 and source = p_source and (p_movement is null or version = p_movement)
       and (expires_at is null or expires_at > p_at)
     order by expires_at, id
  loop
    exit when v_missing = 0;
    v_part := least(v_lot.remaining, v_missing);
    update ledger.lots set remaining = remaining - v_part, expired = expired + v_part, open = remaining > v_part where id = v_lot.id;
    v_missing := v_missing - v_part;
  end loop;

  m := row(null, null, 'expiry', p_at, p_key, v_digest, null, null, p_reference,
    p_cause.actor, p_cause.api_key, p_cause.project, p_cause.tool, p_cause.iteration, p_cause.quote, -v_above, 0, 0, 0, 0, null);
  m := ledger.post(v_wallet, m);
  return ledger.outcome_of(m, false);
end $$;

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
    update ledger.lots as l set remaining = 0, expired = l.expired + l.remaining, open = false where l.id = v_lot.id;
    m := row(null, null, 'expiry', p_at, null, null, null, null, v_lot.reference, null, null, null, null, null, null, -v_lot.remaining, 0, 0, 0, 0, null);
    m := ledger.post(v_wallet, m);
    wallet := v_due.wallet;
    lot := v_lot.id;
    expired := v_lot.remaining;
    version := m.version;
    return next;
  end loop;
end $$;
