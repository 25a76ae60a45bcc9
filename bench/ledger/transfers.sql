-- The baseline: double-entry transfers as they are usually written. One call a transfer; both account rows are locked in the order of their ids.
-- No idempotency, no lots, no limits, no hash chain, no foreign keys, no history but the entries of an account in their order: nothing that would slow it down.
create schema plain;

create table plain.accounts (id bigint primary key, balance bigint not null, version bigint not null default 0) with (fillfactor = 50);

create table plain.transfers (
  id bigint generated always as identity primary key,
  from_account bigint not null,
  to_account bigint not null,
  amount bigint not null,
  created_at timestamptz not null default now()
);

create table plain.entries (
  account bigint not null,
  version bigint not null,
  transfer bigint not null,
  amount bigint not null,
  balance bigint not null,
  primary key (account, version)
);

create function plain.transfer(p_from bigint, p_to bigint, p_amount bigint) returns bigint language plpgsql as $$
declare
  v_transfer bigint;
  v_from plain.accounts;
  v_to plain.accounts;
begin
  perform from plain.accounts where id in (p_from, p_to) order by id for no key update;
  update plain.accounts set balance = balance - p_amount, version = version + 1 where id = p_from and balance >= p_amount returning * into v_from;
  if not found then raise exception 'account % has less than %', p_from, p_amount; end if;
  update plain.accounts set balance = balance + p_amount, version = version + 1 where id = p_to returning * into v_to;
  insert into plain.transfers (from_account, to_account, amount) values (p_from, p_to, p_amount) returning id into v_transfer;
  insert into plain.entries values (p_from, v_from.version, v_transfer, -p_amount, v_from.balance), (p_to, v_to.version, v_transfer, p_amount, v_to.balance);
  return v_transfer;
end $$;
