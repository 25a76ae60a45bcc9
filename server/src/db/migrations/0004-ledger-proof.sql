-- Reading the ledger, and its proof. Rules: docs/rules/ledger.md.

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

-- Every row is something that can never be. Always empty.
create view ledger.violations as
with legs as (
  select wallet, version, count(*) as entries, min(position) as lowest, max(position) as highest, sum(amount) as total,
         coalesce(sum(amount) filter (where account = 'available'), 0) as available,
         coalesce(sum(amount) filter (where account = 'held'), 0) as held,
         coalesce(-sum(amount) filter (where account = 'overrun'), 0) as overrun
    from ledger.entries group by wallet, version
), chain as (
  select e.wallet, e.version, e.position, e.account, e.balance, e.previous, e.hash,
         lag(e.hash, 1, decode(repeat('00', 32), 'hex')) over whole as hash_before,
         lead(e.version) over whole as next_version,
         sum(e.amount) over (partition by e.wallet, e.account order by e.version, e.position) as running,
         sha256(e.previous || convert_to(ledger.entry_text(ledger.movement_text(m), e.position, e.account, e.amount, e.balance), 'UTF8')) as recomputed
    from ledger.entries as e join ledger.movements as m on m.wallet = e.wallet and m.version = e.version
  window whole as (partition by e.wallet order by e.version, e.position)
), steps as (
  select m.*, lag(m.version, 1, 0::bigint) over whole as version_before, lag(m.at) over whole as at_before,
         lag(m.available_after, 1, 0::bigint) over whole as available_before, lag(m.held_after, 1, 0::bigint) over whole as held_before
    from ledger.movements as m window whole as (partition by m.wallet order by m.version)
), of_hold as (
  select wallet, hold,
         count(*) filter (where kind = 'hold') as begun, count(*) filter (where kind = 'return') as ended, max(version) filter (where kind = 'return') as ended_by,
         coalesce(sum(held) filter (where kind = 'hold'), 0) as amount, coalesce(-sum(held) filter (where kind = 'charge'), 0) as captured,
         coalesce(sum(available) filter (where kind = 'return'), 0) as returned, coalesce(sum(available) filter (where kind = 'refund'), 0) as refunded
    from ledger.movements where hold is not null group by wallet, hold
), parts_of_hold as (
  select wallet, hold, sum(amount) as amount, sum(captured) as captured, sum(refunded) as refunded from ledger.hold_lots group by wallet, hold
), parts_of_lot as (
  select part.lot, sum(part.captured) as captured, coalesce(sum(part.amount - part.captured) filter (where hold.ended_by is null), 0) as held
    from ledger.hold_lots as part join ledger.holds as hold on hold.wallet = part.wallet and hold.id = part.hold group by part.lot
), use_of_limit as (
  select used.id, sum(case when h.ended_by is null then h.amount - h.captured else 0 end) as held, sum(h.captured - coalesce(o.refunded, 0)) as spent
    from ledger.holds as h cross join unnest(h.limits) as used (id) left join of_hold as o on o.wallet = h.wallet and o.hold = h.id group by used.id
)
-- L1 double entry
select wallet, 'a movement does not sum to zero' as what, version::text as ref from legs where total <> 0
union all select coalesce(l.wallet, m.wallet), 'entries and movements do not belong together', coalesce(l.version, m.version)::text
  from legs as l full join ledger.movements as m on m.wallet = l.wallet and m.version = l.version
 where l.entries is distinct from l.highest or l.lowest is distinct from 1 or m.version is null
    or m.available <> l.available or m.held <> l.held or m.overrun <> l.overrun
union all select e.wallet, 'an entry does not belong to its kind of movement', e.version || '.' || e.position
  from ledger.entries as e join ledger.movements as m on m.wallet = e.wallet and m.version = e.version
 where (e.amount = 0 and (e.account <> 'held' or e.position <> 1 or m.kind not in ('charge', 'return')))
    or (e.amount <> 0 and (m.kind::text, e.account::text, sign(e.amount)) not in (
      ('grant', 'available', 1), ('grant', 'issued', -1), ('hold', 'available', -1), ('hold', 'held', 1),
      ('charge', 'held', -1), ('charge', 'revenue', 1), ('charge', 'overrun', -1), ('return', 'held', -1), ('return', 'available', 1),
      ('refund', 'available', 1), ('refund', 'refunds', -1), ('expiry', 'available', -1), ('expiry', 'expired', 1)))
-- L2 the wallet is its entries, its lots, its open holds
union all select w.id, 'the balance is not the sum of the entries', w.version::text from ledger.wallets as w
  left join (select wallet, sum(available) as available, sum(held) as held from legs group by wallet) as e on e.wallet = w.id
 where w.available <> coalesce(e.available, 0) or w.held <> coalesce(e.held, 0)
union all select w.id, 'the balance is not the sum of the lots', w.version::text from ledger.wallets as w
  left join (select wallet, sum(remaining) as available, sum(held) as held from ledger.lots group by wallet) as l on l.wallet = w.id
 where w.available <> coalesce(l.available, 0) or w.held <> coalesce(l.held, 0)
union all select w.id, 'held is not the sum of the open holds', w.version::text from ledger.wallets as w
  left join (select wallet, sum(amount - captured) as held from ledger.holds where ended_by is null group by wallet) as h on h.wallet = w.id
 where w.held <> coalesce(h.held, 0)
union all select s.wallet, 'the balance after a movement does not follow', s.version::text from steps as s
 where s.available_after <> s.available_before + s.available or s.held_after <> s.held_before + s.held
union all select wallet, 'the balance after an entry does not follow', version || '.' || position from chain where balance <> running
-- L3 versions and dates
union all select wallet, 'a version is missing', version::text from steps where version <> version_before + 1
union all select wallet, 'a date lies before the one before it', version::text from steps where at < at_before
union all select w.id, 'the version is not the last movement', w.version::text from ledger.wallets as w
  left join (select wallet, max(version) as version, max(at) as at from ledger.movements group by wallet) as m on m.wallet = w.id
 where w.version <> coalesce(m.version, 0) or w.latest_at < m.at
union all select m.wallet, 'a movement of no wallet', m.version::text from ledger.movements as m where not exists (select from ledger.wallets as w where w.id = m.wallet)
-- L4 chain
union all select wallet, 'an entry does not follow the one before it', version || '.' || position from chain where previous <> hash_before
union all select wallet, 'an entry is not what its hash says', version || '.' || position from chain where hash <> recomputed
union all select c.wallet, 'the head is not the last hash', c.version::text from chain as c join ledger.movements as m on m.wallet = c.wallet and m.version = c.version
 where c.next_version is distinct from c.version and m.head <> c.hash
union all select w.id, 'the head is not the last hash', w.version::text from ledger.wallets as w left join chain as c on c.wallet = w.id and c.next_version is null
 where w.head <> coalesce(c.hash, decode(repeat('00', 32), 'hex'))
-- L14 to L16 holds
union all select h.wallet, 'a hold is not what its movements say', h.id from ledger.holds as h left join of_hold as o on o.wallet = h.wallet and o.hold = h.id
 where o.begun is distinct from 1 or o.amount <> h.amount or o.captured <> h.captured or o.captured + o.returned > o.amount
union all select h.wallet, 'a hold does not end exactly once', h.id from ledger.holds as h left join of_hold as o on o.wallet = h.wallet and o.hold = h.id
 where o.ended > 1 or o.ended_by is distinct from h.ended_by or (h.ended_by is null) <> (h.ended_as is null)
    or (o.ended = 1 and o.captured + o.returned <> o.amount)
union all select o.wallet, 'a movement of no hold', o.hold from of_hold as o where not exists (select from ledger.holds as h where h.wallet = o.wallet and h.id = o.hold)
union all select h.wallet, 'a hold is not the sum of its lots', h.id from ledger.holds as h
  left join parts_of_hold as p on p.wallet = h.wallet and p.hold = h.id left join of_hold as o on o.wallet = h.wallet and o.hold = h.id
 where p.amount is distinct from h.amount or p.captured <> h.captured or p.refunded <> o.refunded
-- L10 to L13 lots
union all select l.wallet, 'a lot does not add up', l.id::text from ledger.lots as l left join parts_of_lot as p on p.lot = l.id
 where l.held <> coalesce(p.held, 0) or l.open <> (l.remaining > 0 or l.held > 0) or l.granted <> l.remaining + l.held::numeric + l.expired + coalesce(p.captured, 0)
union all select m.wallet, 'lots were made that no movement gave', m.version::text from ledger.movements as m
  left join (select wallet, version, sum(granted) as granted from ledger.lots group by wallet, version) as l on l.wallet = m.wallet and l.version = m.version
 where coalesce(l.granted, 0) <> case when m.kind in ('grant', 'refund') then m.available else 0 end
union all select coalesce(l.wallet, m.wallet), 'what expired is not what was written off', null from
  (select wallet, sum(expired) as expired from ledger.lots group by wallet) as l
  full join (select wallet, -sum(available) as expired from ledger.movements where kind = 'expiry' group by wallet) as m on m.wallet = l.wallet
 where coalesce(l.expired, 0) <> coalesce(m.expired, 0)
-- L19, L20 limits
union all select l.wallet, 'a limit is not its holds and spend', l.id::text from ledger.limits as l left join use_of_limit as u on u.id = l.id
 where l.held <> coalesce(u.held, 0) or l.spent <> coalesce(u.spent, 0)
-- L21 refunds
union all select r.wallet, 'refunds are above the charge', r.refund_of::text from
  (select wallet, refund_of, sum(available) as refunded from ledger.movements where kind = 'refund' group by wallet, refund_of) as r
  left join ledger.movements as c on c.wallet = r.wallet and c.version = r.refund_of and c.kind = 'charge'
 where c.version is null or r.refunded > -c.held;
