-- The canonical text of an entry and its hash (L4). core/src/ledger.ts writes the same text, so that an export can be checked without a database.

-- A text preceded by its length in bytes; '-' where there is none. Unambiguous without any escaping.
create function ledger.field(value text) returns text language sql immutable parallel safe
return case when value is null then '-' else octet_length(value)::text || ':' || value end;

create function ledger.time_text(at timestamptz) returns text language sql stable parallel safe
return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

create function ledger.digest_of(content text) returns bytea language sql stable parallel safe
return sha256(convert_to(content, 'UTF8'));

create function ledger.cause_text(cause ledger.cause) returns text language sql immutable parallel safe
return ledger.field((cause).actor) || ledger.field((cause).api_key) || ledger.field((cause).project) || ledger.field((cause).tool)
  || ledger.field((cause).iteration) || ledger.field((cause).quote);

-- The part of an entry's canonical text that all entries of a movement share; core/src/ledger.ts writes the same. The causes come as ledger.cause_text.
create function ledger.movement_text(
  wallet text, version bigint, kind ledger.kind, at timestamptz, key text, digest bytea, hold text, refund_of bigint, reference text, cause_text text
) returns text language sql stable parallel safe
return 'keter-entry-1 ' || ledger.field(wallet) || ledger.field(version::text) || ledger.field(kind::text) || ledger.field(ledger.time_text(at))
  || ledger.field(key) || ledger.field(encode(digest, 'hex')) || ledger.field(hold) || ledger.field(refund_of::text) || ledger.field(reference) || cause_text;

create function ledger.movement_text(m ledger.movements) returns text language plpgsql stable parallel safe as $$
begin
  return ledger.movement_text(m.wallet, m.version, m.kind, m.at, m.key, m.digest, m.hold, m.refund_of, m.reference,
    ledger.cause_text(row(m.actor, m.api_key, m.project, m.tool, m.iteration, m.quote)::ledger.cause));
end $$;

create function ledger.entry_text(movement_text text, "position" int, account ledger.account, amount bigint, balance bigint) returns text language sql stable parallel safe
return movement_text || ledger.field("position"::text) || ledger.field(account::text) || ledger.field(amount::text) || ledger.field(balance::text);

-- The hash of an entry, from the one before it.
create function ledger.leg_hash(previous bytea, movement_text text, "position" int, account ledger.account, amount bigint, balance bigint)
returns bytea language sql stable parallel safe
return sha256(previous || convert_to(ledger.entry_text(movement_text, "position", account, amount, balance), 'UTF8'));

-- The entries of a movement: which accounts its kind touches, in which order and direction (L1). They sum to zero because they are made so.
-- A leg of 0 is left out; a movement that moves nothing has one leg of 0 on held, so that the chain shows it.
create function ledger.legs(m ledger.movements) returns table ("position" int, account ledger.account, amount bigint, balance bigint)
language sql immutable parallel safe rows 2 as $$
  select (row_number() over (order by l.place))::int, l.account, l.amount,
         case l.account when 'available' then (m).available_after when 'held' then (m).held_after end
    from (values
      (1, case (m).kind when 'charge' then 'held' when 'return' then 'held' else 'available' end::ledger.account,
          case (m).kind when 'charge' then (m).held when 'return' then (m).held else (m).available end),
      (2, case (m).kind when 'grant' then 'issued' when 'hold' then 'held' when 'charge' then 'revenue' when 'return' then 'available'
            when 'refund' then 'refunds' else 'expired' end::ledger.account,
          case (m).kind when 'hold' then (m).held when 'charge' then (m).overrun - (m).held when 'return' then (m).available else -(m).available end),
      (3, 'overrun', -(m).overrun),
      (4, 'held', 0)
    ) as l (place, account, amount)
   where l.amount <> 0 or (l.place = 4 and (m).available = 0 and (m).held = 0 and (m).overrun = 0)
$$;

-- The wallet's head after a movement, from the head before it.
create function ledger.head_after(m ledger.movements, previous bytea) returns bytea language plpgsql stable parallel safe as $$
declare
  v_text text := ledger.movement_text(m);
  v_leg record;
begin
  for v_leg in select * from ledger.legs(m) as l order by l.position loop
    previous := ledger.leg_hash(previous, v_text, v_leg.position, v_leg.account, v_leg.amount, v_leg.balance);
  end loop;
  return previous;
end $$;

-- The entries with their hashes. The last one's is the head that the movement carries, so that a movement that was changed shows in an export.
create function ledger.chained_legs(m ledger.movements, previous bytea)
returns table ("position" int, account ledger.account, amount bigint, balance bigint, before bytea, hash bytea) language plpgsql stable parallel safe rows 2 as $$
declare
  v_text text := ledger.movement_text(m);
  v_leg record;
begin
  before := previous;
  for v_leg in select *, l.position = max(l.position) over () as is_last from ledger.legs(m) as l order by l.position loop
    position := v_leg.position;
    account := v_leg.account;
    amount := v_leg.amount;
    balance := v_leg.balance;
    hash := case when v_leg.is_last then m.head else ledger.leg_hash(before, v_text, position, account, amount, balance) end;
    return next;
    before := hash;
  end loop;
end $$;

create view ledger.entries as
select m.wallet, m.version, l.position, l.account, l.amount, l.balance, l.before as previous, l.hash
  from ledger.movements as m
  left join ledger.movements as p on p.wallet = m.wallet and p.version = m.version - 1
  cross join lateral ledger.chained_legs(m, coalesce(p.head, decode(repeat('00', 32), 'hex'))) as l;
