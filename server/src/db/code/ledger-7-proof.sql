-- The ledger's proof (L25): what can be stated of it as a query. Every row is something that can never be; there is never any.
-- A wallet is checked in parts: a range of its history, of any length; and its state, quickly (what the wallet's row says) or whole (every lot, hold and counter).

create function ledger.history_violations(p_wallet text, p_after bigint, p_until bigint) returns table (what text, ref text) language sql stable as $$
with start as (
  select coalesce(m.available_after, 0) as available, coalesce(m.held_after, 0) as held, coalesce(m.head, decode(repeat('00', 32), 'hex')) as head, m.at
    from (select 1) as one left join ledger.movements as m on m.wallet = p_wallet and m.version = p_after
), steps as (
  select m.*, lag(m.version, 1, p_after) over whole as version_before, lag(m.at, 1, start.at) over whole as at_before,
         lag(m.available_after, 1, start.available) over whole as available_before, lag(m.held_after, 1, start.held) over whole as held_before,
         lag(m.head, 1, start.head) over whole as head_before
    from ledger.movements as m, start where m.wallet = p_wallet and m.version > p_after and m.version <= p_until
  window whole as (order by m.version)
), touched as (
  select distinct hold from steps where hold is not null
), of_hold as (
  select m.hold,
         count(*) filter (where kind = 'hold') as begun, count(*) filter (where kind = 'return') as ended, max(version) filter (where kind = 'return') as ended_by,
         coalesce(sum(held) filter (where kind = 'hold'), 0) as amount, coalesce(-sum(held) filter (where kind = 'charge'), 0) as captured,
         coalesce(sum(available) filter (where kind = 'return'), 0) as returned, coalesce(sum(available) filter (where kind = 'refund'), 0) as refunded
    from touched join ledger.movements as m on m.wallet = p_wallet and m.hold = touched.hold group by m.hold
)
-- L1 double entry
select 'a movement does not sum to zero', version::text from steps where kind in ('hold', 'return') and available + held <> 0
union all select 'a movement is not of its kind', version::text from steps
 where not case kind
   when 'grant' then available > 0 and held = 0 and overrun = 0 when 'hold' then available < 0 and held > 0 and overrun = 0
   when 'charge' then available = 0 and held <= 0 when 'return' then held <= 0 and overrun = 0
   when 'refund' then available > 0 and held = 0 and overrun = 0 else available <= 0 and held = 0 and overrun = 0 end
-- L2 balances follow
union all select 'the balance after a movement does not follow', version::text from steps
 where available_after <> available_before + available or held_after <> held_before + held
-- L3 versions and dates
union all select 'a version is missing', version::text from steps where version <> version_before + 1
union all select 'a date lies before the one before it', version::text from steps where at < at_before
-- L4 chain
union all select 'a movement is not what its head says', version::text from steps
 where head is distinct from ledger.head_after((select m from ledger.movements as m where m.wallet = p_wallet and m.version = steps.version), head_before)
-- L14 to L16 holds
union all select 'a hold is not what its movements say', o.hold from of_hold as o join ledger.holds as h on h.wallet = p_wallet and h.id = o.hold
 where o.begun <> 1 or o.amount <> h.amount or o.captured <> h.captured or o.refunded <> h.refunded or o.captured + o.returned > o.amount
union all select 'a hold does not end exactly once', o.hold from of_hold as o join ledger.holds as h on h.wallet = p_wallet and h.id = o.hold
 where o.ended > 1 or o.ended_by is distinct from h.ended_by or (h.ended_by is null) <> (h.ended_as is null)
    or (o.ended = 1 and o.captured + o.returned <> o.amount)
union all select 'a movement of no hold', o.hold from of_hold as o where not exists (select from ledger.holds as h where h.wallet = p_wallet and h.id = o.hold)
union all select 'a hold is not the sum of its lots', h.id from of_hold as o join ledger.holds as h on h.wallet = p_wallet and h.id = o.hold
 where h.amount <> (select sum(part) from unnest(h.parts) as part) or cardinality(h.lots) <> cardinality(h.parts)
    or h.refunded <> coalesce((select sum(part) from unnest(h.parts_refunded) as part), 0)
    or exists (select from unnest(ledger.captured_of(h.parts, h.captured), h.parts_refunded) as p (captured, refunded) where p.refunded > p.captured)
-- L21 refunds
union all select 'refunds are above the charge', r.refund_of::text
  from (select refund_of, sum(available) as refunded from ledger.movements
         where wallet = p_wallet and refund_of in (select refund_of from steps where kind = 'refund') group by refund_of) as r
  left join ledger.movements as c on c.wallet = p_wallet and c.version = r.refund_of and c.kind = 'charge'
 where c.version is null or r.refunded > -c.held
$$;

-- What the wallet's row says of what is open: as cheap as there are open lots and holds.
create function ledger.wallet_violations(p_wallet text) returns table (what text, ref text) language sql stable as $$
with w as (
  select * from ledger.wallets where id = p_wallet
), last as (
  select m.version, m.at, m.available_after, m.held_after, m.head from w left join ledger.movements as m on m.wallet = w.id
   order by m.version desc nulls last limit 1
), lots as (
  select coalesce(sum(remaining), 0) as available from ledger.lots where wallet = p_wallet and open
), holds as (
  select coalesce(sum(amount - captured), 0) as held from ledger.holds where wallet = p_wallet and ended_by is null
)
select 'the balance is not the sum of the entries', w.version::text from w, last where w.available <> coalesce(last.available_after, 0) or w.held <> coalesce(last.held_after, 0)
union all select 'the balance is not the sum of the lots', w.version::text from w, lots where w.available <> lots.available
union all select 'held is not the sum of the open holds', w.version::text from w, holds where w.held <> holds.held
union all select 'the version is not the last movement', w.version::text from w, last where w.version <> coalesce(last.version, 0) or w.latest_at < last.at
union all select 'the head is not the last hash', w.version::text from w, last where w.head <> coalesce(last.head, decode(repeat('00', 32), 'hex'))
$$;

-- Every lot, hold and counter of a wallet.
create function ledger.state_violations(p_wallet text) returns table (what text, ref text) language sql stable as $$
with used as (
  select p.lot, sum(case when h.ended_by is null then p.part else p.captured end) as amount
    from ledger.holds as h cross join lateral unnest(h.lots, h.parts, ledger.captured_of(h.parts, h.captured)) as p (lot, part, captured)
   where h.wallet = p_wallet group by p.lot
)
select 'a hold is not what its movements say', h.id from ledger.holds as h left join ledger.movements as m on m.wallet = h.wallet and m.version = h.version
 where h.wallet = p_wallet and (m.kind is distinct from 'hold' or m.hold <> h.id or m.at <> h.begun_at
    or (m.actor, m.api_key, m.project) is distinct from (h.actor, h.api_key, h.project))
-- L10 to L13 lots
union all select 'a lot does not add up', l.id::text from ledger.lots as l left join used as u on u.lot = l.id
 where l.wallet = p_wallet and (l.open <> (l.remaining > 0) or l.granted <> l.remaining + l.expired::numeric + coalesce(u.amount, 0))
union all select 'lots were made that no movement gave', coalesce(l.version, m.version)::text
  from (select version, sum(granted) as granted from ledger.lots where wallet = p_wallet group by version) as l
  full join (select version, available from ledger.movements where wallet = p_wallet and kind in ('grant', 'refund')) as m on m.version = l.version
 where l.granted is distinct from m.available
union all select 'what expired is not what was written off', null
  from (select coalesce(sum(expired), 0) as expired from ledger.lots where wallet = p_wallet) as l,
       (select coalesce(-sum(available), 0) as expired from ledger.movements where wallet = p_wallet and kind = 'expiry') as m
 where l.expired <> m.expired
-- L19, L20 limits
union all select 'a limit is not its holds and spend', c.id::text
  from ledger.limit_counters as c join ledger.wallets as w on w.id = c.wallet
  cross join lateral ledger.counted(c.wallet, c.scope, c.subject, c.since_version,
    case when c.period in ('day', 'month') then ledger.version_before(c.wallet, ledger.period_end(c.period, c.starts_at)) else w.version end) as k
 where c.wallet = p_wallet and (c.held <> k.held or c.spent <> k.spent or (c.period = 'rolling' and c.leaves_at is distinct from k.oldest + interval '24 hours')
   or (c.period in ('day', 'month') and c.since_version <> ledger.version_before(c.wallet, c.starts_at)))
$$;

create view ledger.violations as
select w.id as wallet, v.what, v.ref from ledger.wallets as w cross join lateral (
  select * from ledger.history_violations(w.id, 0, 9223372036854775807)
  union all select * from ledger.wallet_violations(w.id)
  union all select * from ledger.state_violations(w.id)
) as v (what, ref)
union all select m.wallet, 'a movement of no wallet', m.version::text from ledger.movements as m where not exists (select from ledger.wallets as w where w.id = m.wallet);

-- From now on nothing more is held in this wallet; what is held may be charged, returned and read. Or again.
create function ledger.stop_spending(p_wallet text, p_at timestamptz, p_why text) returns void language sql as $$
  update ledger.wallets set stopped_at = p_at, stopped_why = p_why where id = p_wallet and stopped_at is null
$$;
create function ledger.resume_spending(p_wallet text) returns void language sql as $$
  update ledger.wallets set stopped_at = null, stopped_why = null where id = p_wallet and stopped_at is not null
$$;
