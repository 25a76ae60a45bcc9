-- Limits: what may be held and spent by whom in which period (L19, L20, L28 to L31). A hold finds the limits it falls under by itself.
-- Everything here runs under the wallet's lock, so a counter is never seen half changed.

-- Makes a limit, or changes the maximum of the one that is there. It never touches open holds; it decides about the next one.
create function ledger.set_limit(
  p_wallet text, p_at timestamptz, p_scope ledger.limit_scope, p_subject text, p_period ledger.limit_period, p_mode ledger.limit_mode, p_maximum bigint
) returns bigint language plpgsql as $$
declare
  v_id bigint;
begin
  perform ledger.lock_wallet(p_wallet, p_at);
  if p_maximum is null or p_maximum < 0 then perform ledger.refuse('KL400', 'a limit is not below 0', '{"fields": ["maximum"]}'); end if;
  if p_scope is null or p_period is null or p_mode is null then
    perform ledger.refuse('KL400', 'a limit has a scope, a period and a mode', '{"fields": ["scope", "period", "mode"]}');
  end if;
  if p_subject = '' or (p_scope = 'workspace' and p_subject is not null) then
    perform ledger.refuse('KL400', 'a limit binds a member, a project or a key by its id, or each of them; the workspace has none', '{"fields": ["subject"]}');
  end if;
  insert into ledger.limits as l (wallet, scope, subject, period, mode, maximum, changed_at)
    values (p_wallet, p_scope, p_subject, p_period, p_mode, p_maximum, p_at)
    on conflict (wallet, scope, period, mode, subject) where removed_at is null do update set maximum = excluded.maximum, changed_at = excluded.changed_at
    returning l.id into v_id;
  update ledger.wallets set limits = (select count(*) from ledger.limits where wallet = p_wallet and removed_at is null) where id = p_wallet;
  return v_id;
end $$;

-- Removes it; what only it had counted is forgotten (and counted anew from the holds, should there be such a limit again). Removing it again changes nothing.
create function ledger.remove_limit(p_wallet text, p_at timestamptz, p_limit bigint) returns void language plpgsql as $$
declare
  v_limit ledger.limits;
begin
  perform ledger.lock_wallet(p_wallet, p_at);
  select * into v_limit from ledger.limits where wallet = p_wallet and id = p_limit;
  if not found then perform ledger.refuse('KL404', 'no such limit', jsonb_build_object('limit', p_limit::text)); end if;
  if v_limit.removed_at is not null then return; end if;
  update ledger.limits set removed_at = p_at where id = p_limit;
  update ledger.wallets set limits = limits - 1 where id = p_wallet;
  delete from ledger.limit_counters as c
   where c.wallet = p_wallet and c.scope = v_limit.scope and c.period = v_limit.period
     and not exists (
       select from ledger.limits as l where l.wallet = p_wallet and l.removed_at is null and l.scope = c.scope and l.period = c.period
          and (l.subject is null or l.subject = c.subject));
end $$;

-- Whom a limit of a scope counts for under a cause; null where it does not apply.
create function ledger.subject_in(scope ledger.limit_scope, cause ledger.cause) returns text language sql immutable parallel safe
return case scope when 'workspace' then '' when 'member' then (cause).actor when 'project' then (cause).project else (cause).api_key end;

-- When the period began in which a movement of this date counts.
create function ledger.period_start(period ledger.limit_period, at timestamptz) returns timestamptz language sql stable parallel safe
return case period when 'day' then date_trunc('day', at, 'UTC') when 'month' then date_trunc('month', at, 'UTC') else '1970-01-01 00:00:00+00' end;

create function ledger.period_end(period ledger.limit_period, at timestamptz) returns timestamptz language sql stable parallel safe
return case period
  when 'day' then (date_trunc('day', at at time zone 'UTC') + interval '1 day') at time zone 'UTC'
  when 'month' then (date_trunc('month', at at time zone 'UTC') + interval '1 month') at time zone 'UTC' end;

-- The last movement dated before a time; 0 where there is none. Dates never fall along a wallet's versions, so halving finds it, however long the history is.
create function ledger.version_before(p_wallet text, p_at timestamptz) returns bigint language plpgsql stable as $$
declare
  v_low bigint := 0;
  v_high bigint;
  v_middle bigint;
begin
  select version into v_high from ledger.wallets where id = p_wallet;
  while v_low < v_high loop
    v_middle := v_low + (v_high - v_low + 1) / 2;
    if (select at < p_at from ledger.movements where wallet = p_wallet and version = v_middle) then
      v_low := v_middle;
    else
      v_high := v_middle - 1;
    end if;
  end loop;
  return v_low;
end $$;

-- Up to which version holds no longer count in a period that a date lies in: earlier periods, or what has left the window of 24 hours.
create function ledger.counts_after(p_wallet text, p_period ledger.limit_period, p_at timestamptz) returns bigint language sql stable
return case p_period
  when 'total' then 0
  when 'rolling' then ledger.version_before(p_wallet, p_at - interval '24 hours' + interval '1 microsecond')
  else ledger.version_before(p_wallet, ledger.period_start(p_period, p_at)) end;

create function ledger.is_of(m ledger.movements, scope ledger.limit_scope, subject text) returns boolean language sql immutable parallel safe
return case scope when 'workspace' then true when 'member' then (m).actor = subject when 'project' then (m).project = subject else (m).api_key = subject end;

create function ledger.next_hold_at(p_wallet text, p_scope ledger.limit_scope, p_subject text, p_after bigint) returns timestamptz language sql stable as $$
  select m.at from ledger.movements as m
   where m.wallet = p_wallet and m.version > p_after and m.kind = 'hold' and ledger.is_of(m, p_scope, p_subject) order by m.version limit 1
$$;

-- What a subject's holds of a range of versions hold and have spent, refunds off, from the holds themselves.
create function ledger.counted(
  p_wallet text, p_scope ledger.limit_scope, p_subject text, p_after bigint, p_until bigint, out held bigint, out spent bigint, out oldest timestamptz
) language sql stable as $$
  select coalesce(sum(h.amount - h.captured) filter (where h.ended_by is null), 0), coalesce(sum(h.captured - h.refunded), 0), min(m.at)
    from ledger.movements as m join ledger.holds as h on h.wallet = m.wallet and h.id = m.hold
   where m.wallet = p_wallet and m.version > p_after and m.version <= p_until and m.kind = 'hold' and ledger.is_of(m, p_scope, p_subject)
$$;

-- The counter of a subject in the period of a date; where there is none yet, it begins with what the holds of the period already come to. Those do not know its id.
create function ledger.open_counter(w ledger.wallets, p_scope ledger.limit_scope, p_subject text, p_period ledger.limit_period, p_at timestamptz)
returns ledger.limit_counters language plpgsql as $$
declare
  v_counter ledger.limit_counters;
  v_after bigint := ledger.counts_after(w.id, p_period, p_at);
  v_counted record;
begin
  v_counted := ledger.counted(w.id, p_scope, p_subject, v_after, w.version);
  insert into ledger.limit_counters as c (wallet, scope, subject, period, starts_at, held, spent, since_version, leaves_at)
    values (w.id, p_scope, p_subject, p_period, ledger.period_start(p_period, p_at), v_counted.held, v_counted.spent, v_after,
      case when p_period = 'rolling' then v_counted.oldest + interval '24 hours' end)
    returning c.* into v_counter;
  if v_counted.oldest is not null then update ledger.wallets set recounted = w.version where id = w.id; end if;
  return v_counter;
end $$;

-- A rolling counter without the holds that have left its window.
create function ledger.roll_counter(w ledger.wallets, c ledger.limit_counters, p_at timestamptz) returns ledger.limit_counters language plpgsql as $$
declare
  v_after bigint;
  v_left record;
begin
  v_after := ledger.counts_after(w.id, 'rolling', p_at);
  if v_after > c.since_version then
    v_left := ledger.counted(w.id, c.scope, c.subject, c.since_version, v_after);
    c.held := c.held - v_left.held;
    c.spent := c.spent - v_left.spent;
    c.since_version := v_after;
    c.leaves_at := ledger.next_hold_at(w.id, c.scope, c.subject, v_after) + interval '24 hours';
    update ledger.limit_counters as k set held = c.held, spent = c.spent, since_version = c.since_version, leaves_at = c.leaves_at where k.id = c.id;
  end if;
  return c;
end $$;

-- What the limits say of a hold: the counters that will count it and the soft limits it is above, or the limit that stands against it.
-- A member's (project's, key's) own limit stands in place of the one of its mode for each: own ones come first.
create function ledger.ask_limits(w ledger.wallets, p_cause ledger.cause, p_at timestamptz, p_amount bigint, p_passes bigint[])
returns ledger.limits_taken language plpgsql as $$
declare
  l ledger.limits;
  c ledger.limit_counters;
  t ledger.limits_taken;
  v_who text;
  v_start timestamptz;
  v_own text[] := '{}';
  v_asks bigint[] := '{}';
begin
  t.counters := '{}';
  t.warned := '{}';
  if w.limits = 0 then return t; end if;
  for l in
    select * from ledger.limits as a where a.wallet = w.id and a.removed_at is null
       and (a.subject is null or a.subject = case a.scope when 'member' then p_cause.actor when 'project' then p_cause.project else p_cause.api_key end)
     order by a.subject is null
  loop
    v_who := ledger.subject_in(l.scope, p_cause);
    continue when v_who is null;
    if l.subject is not null then
      v_own := v_own || (l.scope || ' ' || l.period || ' ' || l.mode);
    elsif l.scope <> 'workspace' then
      continue when l.scope || ' ' || l.period || ' ' || l.mode = any (v_own);
    end if;
    v_start := ledger.period_start(l.period, p_at);
    select k.* into c from ledger.limit_counters as k
     where k.wallet = w.id and k.scope = l.scope and k.subject = v_who and k.period = l.period and k.starts_at = v_start;
    if not found then c := ledger.open_counter(w, l.scope, v_who, l.period, p_at); end if;
    if c.leaves_at <= p_at then c := ledger.roll_counter(w, c, p_at); end if;
    if l.maximum::numeric - c.spent - c.held < p_amount then
      if l.mode = 'soft' then
        t.warned := t.warned || l.id;
      elsif l.mode = 'hard' or not (l.id = any (p_passes)) then
        if l.mode = 'ask' then v_asks := v_asks || l.id; end if;
        -- A hard one is named first: where it stands, asking about another is of no use. Of several, the oldest.
        if t.facts is null or (l.mode = 'hard' and t.facts ->> 'mode' = 'ask') or (l.mode::text = t.facts ->> 'mode' and l.id < (t.facts ->> 'limit')::bigint) then
          t.why := 'a limit is reached';
          t.facts := jsonb_build_object('limit', l.id::text, 'scope', l.scope, 'subject', v_who, 'period', l.period, 'mode', l.mode,
            'until', case when l.period = 'rolling' then c.leaves_at else ledger.period_end(l.period, p_at) end,
            'amounts', jsonb_build_object(
              'needed', p_amount::text, 'maximum', l.maximum::text, 'spent', c.spent::text, 'held', c.held::text));
        end if;
      end if;
    end if;
    if not (c.id = any (t.counters)) then t.counters := t.counters || c.id; end if;
  end loop;
  if t.facts is not null then
    t.facts := t.facts || jsonb_build_object('limits', (select coalesce(jsonb_agg(id::text order by id), '[]') from unnest(v_asks) as id));
  elsif cardinality(t.warned) > 1 then
    t.warned := (select array_agg(id order by id) from unnest(t.warned) as id);
  end if;
  return t;
end $$;

-- In the counters that ledger.ask_limits named, in the same step as the credits.
create function ledger.count_hold(p_counters bigint[], p_at timestamptz, p_amount bigint) returns void language plpgsql as $$
declare
  v_counter bigint;
begin
  foreach v_counter in array p_counters loop
    update ledger.limit_counters set held = held + p_amount,
           leaves_at = case when period = 'rolling' then coalesce(leaves_at, p_at + interval '24 hours') end
     where id = v_counter;
  end loop;
end $$;

-- What becomes of a hold, in every counter that counts it.
create function ledger.move_counters(w ledger.wallets, h ledger.holds, p_held bigint, p_spent bigint) returns void language plpgsql as $$
declare
  v_counter bigint;
begin
  if h.version > w.recounted then
    foreach v_counter in array h.counters loop
      update ledger.limit_counters set held = held + p_held, spent = spent + p_spent where id = v_counter and since_version < h.version;
    end loop;
    return;
  end if;
  update ledger.limit_counters as c set held = c.held + p_held, spent = c.spent + p_spent
    from (values ('workspace'::ledger.limit_scope, ''), ('member', h.actor), ('project', h.project), ('key', h.api_key)) as s (scope, subject),
         unnest(enum_range(null::ledger.limit_period)) as p (period)
   where c.wallet = h.wallet and c.scope = s.scope and c.subject = s.subject and c.period = p.period
     and c.starts_at = ledger.period_start(p.period, h.begun_at) and c.since_version < h.version;
end $$;

-- What a subject has used of the period of a date, and when the oldest hold leaves a rolling one. From the counter, where there is one that need not roll.
create function ledger.used(w ledger.wallets, p_scope ledger.limit_scope, p_subject text, p_period ledger.limit_period, p_at timestamptz,
  out held bigint, out spent bigint, out oldest timestamptz) language plpgsql stable as $$
begin
  if p_period <> 'rolling' then
    select c.held, c.spent into held, spent from ledger.limit_counters as c
     where c.wallet = w.id and c.scope = p_scope and c.subject = p_subject and c.period = p_period and c.starts_at = ledger.period_start(p_period, p_at);
    if found then return; end if;
  end if;
  select k.held, k.spent, k.oldest into held, spent, oldest
    from ledger.counted(w.id, p_scope, p_subject, ledger.counts_after(w.id, p_period, p_at), w.version) as k;
end $$;

-- Every limit of a wallet and what has been used of it; of one for each, a row for everybody who has used it in this period. Or, with a cause, the limits that a hold
-- of that cause would fall under.
create function ledger.headroom(p_wallet text, p_at timestamptz, p_cause ledger.cause)
returns table (id bigint, scope ledger.limit_scope, subject text, who text, period ledger.limit_period, mode ledger.limit_mode, maximum bigint,
  held bigint, spent bigint, renews timestamptz)
language sql stable as $$
  select l.id, l.scope, l.subject, s.who, l.period, l.mode, l.maximum, u.held, u.spent,
         case when l.period = 'rolling' then u.oldest + interval '24 hours' else ledger.period_end(l.period, t.at) end
    from ledger.wallets as w
    cross join lateral (select greatest(p_at, w.latest_at) as at) as t
    join ledger.limits as l on l.wallet = w.id and l.removed_at is null
    cross join lateral (
      select ledger.subject_in(l.scope, p_cause) as who where not (p_cause is null) and (l.subject is null or l.subject = ledger.subject_in(l.scope, p_cause))
      union all
      select coalesce(l.subject, '') where p_cause is null and (l.scope = 'workspace' or l.subject is not null)
      union all
      select c.subject from ledger.limit_counters as c
       where p_cause is null and l.subject is null and l.scope <> 'workspace' and c.wallet = w.id and c.scope = l.scope and c.period = l.period
         and c.starts_at = ledger.period_start(l.period, t.at)
    ) as s
    cross join lateral ledger.used(w, l.scope, s.who, l.period, t.at) as u
   where w.id = p_wallet and s.who is not null
     and (l.subject is not null or l.scope = 'workspace' or not exists (
       select from ledger.limits as own where own.wallet = w.id and own.removed_at is null and own.scope = l.scope and own.period = l.period
          and own.mode = l.mode and own.subject = s.who))
   order by l.id, s.who
$$;
