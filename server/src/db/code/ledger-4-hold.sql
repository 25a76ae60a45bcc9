-- Holds: credits set aside for quotes, with the limits they fall under, in one step (L14, L19). Several of one wallet may be placed by one call, which
-- costs the database a small part of what as many calls would; a single hold goes the same way.

-- Places each request by itself, in order: one that is refused leaves no trace and does not hinder the next.
create function ledger.place_holds(p_wallet text, p_requests ledger.hold_request[]) returns ledger.hold_answer[] language plpgsql set enable_seqscan = off as $$
declare
  w ledger.wallets;
  r ledger.hold_request;
  m ledger.movements;
  a ledger.hold_answer;
  v_answers ledger.hold_answer[] := '{}';
  v_cause ledger.cause;
  v_cause_text text;
  v_digest bytea;
  v_limits ledger.limits_taken := row('{}', '{}', null, null);
  v_text text;
  v_hash bytea;
  v_part bigint;
  v_missing bigint;
  v_spendable bigint;
  v_from bigint[];
  v_parts bigint[];
  -- Lots that may be spent, in their order, as far as they can be needed: read once, changed once.
  v_lot record;
  v_total numeric := (select sum(greatest(asked.amount, 0)) from unnest(p_requests) as asked);
  v_latest timestamptz := (select max(asked.at) from unnest(p_requests) as asked);
  v_covered numeric := 0;
  v_lots bigint[] := '{}';
  v_left bigint[] := '{}';
  v_ends timestamptz[] := '{}';
  v_taken bigint[] := '{}';
  -- What is written at the end.
  v_holds ledger.holds[] := '{}';
  v_movements ledger.movements[] := '{}';
  v_keys text[] := '{}';
  -- Keys and names among those asked for that have been used before.
  v_used text[];
  v_names text[];
begin
  select * into w from ledger.wallets where id = p_wallet for no key update;
  if not found then perform ledger.refuse('KL404', 'no such wallet', jsonb_build_object('wallet', p_wallet)); end if;

  -- One by one: in a join, or of an array, all of the wallet's history is read where the planner takes the wallet for a small one.
  select coalesce(array_remove(array_agg(asked.used), null), '{}'), coalesce(array_remove(array_agg(asked.name), null), '{}')
    into v_used, v_names
    from (select (select key from ledger.movements where wallet = p_wallet and key = one.key) as used,
                 (select id from ledger.holds where wallet = p_wallet and id = one.hold) as name from unnest(p_requests) as one) as asked;

  -- As many lots as all of them together can need, in the order in which they are spent. One that is over by then is read, too, and passed by.
  for v_lot in
    select id, remaining, expires_at from ledger.lots where wallet = p_wallet and open and remaining > 0 order by priority, expires_at, id
  loop
    exit when v_covered >= v_total;
    v_lots := v_lots || v_lot.id;
    v_left := v_left || v_lot.remaining;
    v_ends := array_append(v_ends, v_lot.expires_at);
    v_taken := v_taken || 0::bigint;
    if v_lot.expires_at is null or v_lot.expires_at > v_latest then v_covered := v_covered + v_lot.remaining; end if;
  end loop;

  foreach r in array p_requests loop
    a := null;
    v_cause := row(r.actor, r.api_key, r.project, r.tool, r.iteration, r.quote)::ledger.cause;
    v_cause_text := ledger.cause_text(v_cause);
    -- The clock's own times (at, the hold's expiry) are not content: a retry comes later and is still the same request.
    v_digest := ledger.digest_of('hold' || ledger.field(r.hold) || ledger.field(r.amount::text) || ledger.field(r.passes::text) || v_cause_text);
    if not ledger.is_time(r.at) then
      a := row(null, 'KL400', 'a time lies between 1970 and 9999', '{"fields": ["at"]}');
    elsif not ledger.is_key(r.key) then
      a := row(null, 'KL400', 'a key has 1 to 300 characters', '{"fields": ["key"]}');
    else
      m := null;
      if r.key = any (v_used) then select * into m from ledger.movements where wallet = p_wallet and key = r.key;
      elsif r.key = any (v_keys) then m := v_movements[array_position(v_keys, r.key)];
      end if;
      if m.version is not null and m.digest <> v_digest then
        a := row(null, 'KL409', 'the key was used for something else', jsonb_build_object('key', r.key, 'movement', p_wallet || '.' || m.version));
      elsif m.version is not null then
        a := row(ledger.outcome_of(m, true), null, null, null);
      elsif r.amount is null or r.amount <= 0 then
        a := row(null, 'KL400', 'a hold is above 0', '{"fields": ["amount"]}');
      elsif r.hold is null then
        a := row(null, 'KL400', 'a hold has an id', '{"fields": ["hold"]}');
      elsif r.expires_at is null or r.expires_at <= r.at then
        a := row(null, 'KL400', 'the hold would have expired already', '{"fields": ["expiresAt"]}');
      elsif r.hold = any (v_names) then
        a := row(null, 'KL409', 'the hold exists already, under another key', jsonb_build_object('hold', r.hold));
      elsif w.stopped_at is not null then
        a := row(null, 'KL423', w.stopped_why, jsonb_build_object('since', w.stopped_at));
      end if;
    end if;
    if a is distinct from null then
      v_answers := array_append(v_answers, a);
      continue;
    end if;

    v_spendable := 0;
    for i in 1 .. cardinality(v_lots) loop
      if v_ends[i] is null or v_ends[i] > r.at then v_spendable := v_spendable + v_left[i]; end if;
      exit when v_spendable >= r.amount;
    end loop;
    if w.limits > 0 then v_limits := ledger.ask_limits(w, v_cause, greatest(r.at, w.latest_at), r.amount, r.passes); end if;
    if v_limits.facts is not null then
      v_answers := array_append(v_answers, row(null, 'KL403', v_limits.why, v_limits.facts)::ledger.hold_answer);
      continue;
    elsif v_spendable < r.amount then
      v_answers := array_append(v_answers, row(null, 'KL402', 'not enough credits',
        jsonb_build_object('amounts', jsonb_build_object('needed', r.amount::text, 'available', v_spendable::text)))::ledger.hold_answer);
      continue;
    end if;
    if v_limits.counters <> '{}' then perform ledger.count_hold(v_limits.counters, greatest(r.at, w.latest_at), r.amount); end if;

    v_missing := r.amount;
    v_from := '{}';
    v_parts := '{}';
    for i in 1 .. cardinality(v_lots) loop
      continue when v_left[i] = 0 or v_ends[i] <= r.at;
      v_part := least(v_left[i], v_missing);
      v_left[i] := v_left[i] - v_part;
      v_taken[i] := v_taken[i] + v_part;
      v_from := v_from || v_lots[i];
      v_parts := v_parts || v_part;
      v_missing := v_missing - v_part;
      exit when v_missing = 0;
    end loop;

    m := row(p_wallet, w.version + 1, 'hold', greatest(r.at, w.latest_at), r.key, v_digest, r.hold, null,
      case when v_limits.warned = '{}' then '' else 'warned:' || array_to_string(v_limits.warned, ',') end,
      r.actor, r.api_key, r.project, r.tool, r.iteration, r.quote, -r.amount, r.amount, w.available - r.amount, w.held + r.amount, 0, null);
    v_text := ledger.movement_text(p_wallet, m.version, 'hold', m.at, r.key, v_digest, r.hold, null, m.reference, v_cause_text);
    v_hash := ledger.leg_hash(w.head, v_text, 1, 'available', m.available, m.available_after);
    m.head := ledger.leg_hash(v_hash, v_text, 2, 'held', m.held, m.held_after);
    v_movements := array_append(v_movements, m);
    v_keys := array_append(v_keys, r.key);
    v_names := array_append(v_names, r.hold);
    v_holds := array_append(v_holds, row(p_wallet, r.hold, m.version, r.amount, 0,
      r.actor, r.api_key, r.project, r.tool, r.iteration, r.quote, r.expires_at, null, null,
      v_from, v_parts, null, 0, v_limits.counters, m.at)::ledger.holds);
    w.available := m.available_after;
    w.held := m.held_after;
    w.version := m.version;
    w.head := m.head;
    w.latest_at := m.at;
    v_answers := array_append(v_answers, row(row(false, m.version, r.amount, 0, m.available_after, m.held_after, m.head, v_limits.warned)::ledger.outcome, null, null, null)::ledger.hold_answer);
  end loop;

  if v_keys <> '{}' then
    for i in 1 .. cardinality(v_lots) loop
      continue when v_taken[i] = 0;
      update ledger.lots set remaining = remaining - v_taken[i], open = remaining > v_taken[i] where id = v_lots[i];
    end loop;
    insert into ledger.holds select * from unnest(v_holds);
    insert into ledger.movements select * from unnest(v_movements);
    update ledger.wallets set available = w.available, held = w.held, version = w.version, head = w.head, latest_at = w.latest_at where id = p_wallet;
  end if;
  return v_answers;
end $$;

-- One hold, however it comes out.
create function ledger.place_hold(
  p_wallet text, p_key text, p_at timestamptz, p_cause ledger.cause, p_hold text, p_amount bigint, p_expires_at timestamptz, p_passes bigint[]
) returns ledger.outcome language plpgsql as $$
declare
  a ledger.hold_answer;
begin
  a := (ledger.place_holds(p_wallet, array[row(p_key, p_at, p_cause.actor, p_cause.api_key, p_cause.project, p_cause.tool, p_cause.iteration, p_cause.quote,
    p_hold, p_amount, p_expires_at, p_passes)::ledger.hold_request]))[1];
  if a.code is not null then perform ledger.refuse(a.code, a.why, a.facts); end if;
  return a.outcome;
end $$;

-- One hold, on the path that everything waits for: a new hold that can be paid is placed in as few statements as there are rows to write (a third of the time
-- that ledger.place_hold takes); whatever else it may be, ledger.place_hold says. The two are compared by the property test.
create function ledger.hold(
  p_wallet text, p_key text, p_at timestamptz, p_cause ledger.cause, p_hold text, p_amount bigint, p_expires_at timestamptz, p_passes bigint[]
) returns ledger.outcome language plpgsql set enable_seqscan = off as $$
declare
  w ledger.wallets;
  v_cause text := ledger.cause_text(p_cause);
  v_digest bytea := ledger.digest_of('hold' || ledger.field(p_hold) || ledger.field(p_amount::text) || ledger.field(p_passes::text) || v_cause);
  v_limits ledger.limits_taken;
  v_reference text := '';
  v_lot record;
  v_lots bigint[];
  v_parts bigint[];
  v_missing bigint := p_amount;
  v_text text;
  v_first bytea;
  v_second bytea;
begin
  select * into w from ledger.wallets where id = p_wallet for no key update;
  if not found or w.stopped_at is not null or not ledger.is_time(p_at) or not ledger.is_key(p_key) or p_hold is null or p_amount is null or p_amount <= 0
     or p_expires_at is null or p_expires_at <= p_at then
    return ledger.place_hold(p_wallet, p_key, p_at, p_cause, p_hold, p_amount, p_expires_at, p_passes);
  end if;
  -- Most often the first lot has enough.
  select id, remaining into v_lot from ledger.lots
   where wallet = p_wallet and open and remaining > 0 and (expires_at is null or expires_at > p_at)
   order by priority, expires_at, id limit 1;
  if v_lot.remaining >= p_amount then
    v_lots := array[v_lot.id];
    v_parts := array[p_amount];
  else
    for v_lot in
      select id, remaining from ledger.lots
       where wallet = p_wallet and open and remaining > 0 and (expires_at is null or expires_at > p_at)
       order by priority, expires_at, id
    loop
      v_lots := v_lots || v_lot.id;
      v_parts := v_parts || least(v_lot.remaining, v_missing);
      v_missing := v_missing - least(v_lot.remaining, v_missing);
      exit when v_missing = 0;
    end loop;
    if v_missing > 0 then return ledger.place_hold(p_wallet, p_key, p_at, p_cause, p_hold, p_amount, p_expires_at, p_passes); end if;
  end if;
  w.latest_at := greatest(p_at, w.latest_at);
  if w.limits > 0 then
    v_limits := ledger.ask_limits(w, p_cause, w.latest_at, p_amount, p_passes);
    if v_limits.facts is not null then return ledger.place_hold(p_wallet, p_key, p_at, p_cause, p_hold, p_amount, p_expires_at, p_passes); end if;
    if v_limits.warned <> '{}' then v_reference := 'warned:' || array_to_string(v_limits.warned, ','); end if;
  end if;

  w.version := w.version + 1;
  w.available := w.available - p_amount;
  w.held := w.held + p_amount;
  v_text := ledger.movement_text(p_wallet, w.version, 'hold', w.latest_at, p_key, v_digest, p_hold, null, v_reference, v_cause);
  v_first := ledger.leg_hash(w.head, v_text, 1, 'available', -p_amount, w.available);
  v_second := ledger.leg_hash(v_first, v_text, 2, 'held', p_amount, w.held);
  -- First, because it alone can show that the key has been used: then nothing has been written yet.
  insert into ledger.movements values (p_wallet, w.version, 'hold', w.latest_at, p_key, v_digest, p_hold, null, v_reference,
    p_cause.actor, p_cause.api_key, p_cause.project, p_cause.tool, p_cause.iteration, p_cause.quote,
    -p_amount, p_amount, w.available, w.held, 0, v_second) on conflict (wallet, key) do nothing;
  if not found then return ledger.place_hold(p_wallet, p_key, p_at, p_cause, p_hold, p_amount, p_expires_at, p_passes); end if;
  insert into ledger.holds values (p_wallet, p_hold, w.version, p_amount, 0,
    p_cause.actor, p_cause.api_key, p_cause.project, p_cause.tool, p_cause.iteration, p_cause.quote, p_expires_at, null, null,
    v_lots, v_parts, null, 0, coalesce(v_limits.counters, '{}'), w.latest_at)
    on conflict (wallet, id) do nothing;
  if not found then perform ledger.refuse('KL409', 'the hold exists already, under another key', jsonb_build_object('hold', p_hold)); end if;
  for i in 1 .. cardinality(v_lots) loop
    update ledger.lots set remaining = remaining - v_parts[i], open = remaining > v_parts[i] where id = v_lots[i];
  end loop;
  if v_limits.counters <> '{}' then perform ledger.count_hold(v_limits.counters, w.latest_at, p_amount); end if;
  update ledger.wallets set available = w.available, held = w.held, version = w.version, head = v_second, latest_at = w.latest_at where id = p_wallet;
  return row(false, w.version, p_amount, 0, w.available, w.held, v_second, coalesce(v_limits.warned, '{}'))::ledger.outcome;
end $$;

-- Several holds of one wallet by one call, as JSON with the names of ledger.hold_request; one answer a request, in their order.
create function ledger.hold_many(p_wallet text, p_requests jsonb)
returns table (replayed boolean, version bigint, amount bigint, overrun bigint, available bigint, held bigint, head bytea, warned bigint[], code text, why text, facts jsonb)
language sql as $$
  select (answer.outcome).*, answer.code, answer.why, answer.facts
    from unnest(ledger.place_holds(p_wallet,
      (select array_agg(asked) from jsonb_populate_recordset(null::ledger.hold_request, p_requests) as asked))) with ordinality as answer (outcome, code, why, facts, place)
   order by place
$$;
