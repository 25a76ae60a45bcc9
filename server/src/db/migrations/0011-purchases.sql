-- Credits that are bought: recorded by an owner, or paid through a provider whose events are taken once. Rules: docs/rules/payments.md.
create table keter.purchases (
  id text primary key,
  workspace_id text not null references keter.workspaces (id),
  key text not null,
  provider text not null check (provider in ('manual', 'stripe')),
  pack text,
  credits bigint not null check (credits > 0),
  -- In the smallest unit of the currency.
  amount bigint not null check (amount >= 0),
  currency text not null,
  state text not null check (state in ('open', 'paid', 'failed', 'expired', 'refunded')),
  expire_after_days int,
  -- The provider's own: its checkout, its address, its payment.
  checkout text unique,
  checkout_url text,
  payment text unique,
  invoice text unique,
  reference text,
  note text,
  -- The grant, and what was taken back of it.
  movement text,
  taken_back bigint not null default 0 check (taken_back between 0 and credits),
  created_by text not null,
  created_at timestamptz not null,
  paid_at timestamptz,
  refunded_at timestamptz,
  unique (workspace_id, key),
  check ((movement is not null) = (invoice is not null))
);
create index purchases_of_workspace on keter.purchases (workspace_id, id desc);
create index purchases_open on keter.purchases (created_at) where state = 'open';

-- Events that were taken: the same again changes nothing.
create table keter.payment_events (
  id text primary key,
  kind text not null,
  purchase_id text,
  payment text,
  received_at timestamptz not null
);
create index payment_events_of_payment on keter.payment_events (payment) where kind = 'refunded';

-- The last invoice number of each year, taken in the transaction that pays, so that there are no gaps.
create table keter.invoice_numbers (
  year int primary key,
  last int not null check (last > 0)
);
