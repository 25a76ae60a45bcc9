-- Limits as rules that the ledger itself finds for a hold, with a counter for each subject and period; wallets that may not spend; checks of the ledger.
-- Rules L19, L20, L28 to L33: docs/rules/ledger.md. No workspace had a limit before: there was no door to set one.

drop table ledger.limits;

create table ledger.limits (
  id bigint generated always as identity primary key,
  wallet text not null,
  scope ledger.limit_scope not null,
  -- Whom it binds: a member, a project or a key; null: each of them apart, and always for the workspace.
  subject text,
  period ledger.limit_period not null,
  mode ledger.limit_mode not null,
  maximum ledger.credits not null,
  changed_at timestamptz not null,
  removed_at timestamptz
);
-- One a mode, so that "warn at 80, refuse at 100" can be said.
create unique index limits_in_force on ledger.limits (wallet, scope, period, mode, subject) nulls not distinct where removed_at is null;

-- What one subject has held and spent in one period. Kept only while a limit asks for it; counted from the holds when it begins (ledger.open_counter).
create table ledger.limit_counters (
  id bigint generated always as identity primary key,
  wallet text not null,
  scope ledger.limit_scope not null,
  -- '' for the workspace.
  subject text not null,
  period ledger.limit_period not null,
  -- Of the day or month in UTC; 1970-01-01 for rolling and total.
  starts_at timestamptz not null,
  held ledger.credits not null,
  spent ledger.credits not null,
  -- Holds up to this version no longer count: those of earlier periods, or those that have left the rolling window.
  since_version bigint not null,
  -- Rolling only: when the oldest hold that counts leaves the window; null where none counts.
  leaves_at timestamptz,
  unique (wallet, scope, subject, period, starts_at)
) with (fillfactor = 50);

-- Which lots a hold took from, and how much of each, stand in the hold itself, in the order in which they are spent: what was captured of each follows from
-- what was captured of the hold, so a charge writes neither a part nor a lot. What a lot has held follows from the open holds.
alter table ledger.holds add column lots bigint[];
alter table ledger.holds add column parts bigint[];
-- What was given back of each part; null while nothing was.
alter table ledger.holds add column parts_refunded bigint[];
update ledger.holds as h set lots = p.lots, parts = p.parts, parts_refunded = case when p.refunded > 0 then p.parts_refunded end
  from (select wallet, hold, array_agg(lot order by place) as lots, array_agg(amount::bigint order by place) as parts,
               array_agg(refunded::bigint order by place) as parts_refunded, sum(refunded) as refunded from ledger.hold_lots group by wallet, hold) as p
 where p.wallet = h.wallet and p.hold = h.id;
alter table ledger.holds alter column lots set not null;
alter table ledger.holds alter column parts set not null;
alter table ledger.holds add column refunded ledger.credits not null default 0;
update ledger.holds as h set refunded = p.refunded
  from (select wallet, hold, sum(refunded) as refunded from ledger.hold_lots group by wallet, hold) as p where p.wallet = h.wallet and p.hold = h.id and p.refunded > 0;
drop table ledger.hold_lots;
-- Counters that count it, by their ids, as they were when it began (see wallets.recounted).
alter table ledger.holds drop column limits;
alter table ledger.holds add column counters bigint[] not null default '{}';
alter table ledger.holds add column begun_at timestamptz;
update ledger.holds as h set begun_at = m.at from ledger.movements as m where m.wallet = h.wallet and m.version = h.version;
alter table ledger.holds alter column begun_at set not null;

-- Open holds by wallet: what is held is checked against them; there are few, so a sweep finds those that are over among them.
drop index ledger.holds_due;
create index holds_open on ledger.holds (wallet, expires_at) where ended_by is null;

-- A lot is open while anything remains of it.
update ledger.lots set open = remaining > 0 where open <> (remaining > 0);
alter table ledger.lots drop column held;

-- The entries of a movement follow from it (ledger.legs), and so do their hashes: they are a view now, and cannot differ from their movement.
drop table ledger.entries;

-- How many limits are in force, so that a hold in a wallet without any need not look.
alter table ledger.wallets add column limits int not null default 0;
-- Up to this version there are holds that a counter counts which was opened after them: those find their counters by subject and period, not by id.
alter table ledger.wallets add column recounted bigint not null default 0;

-- Set by the periodic check when it finds what can never be: nothing more is held, everything can be read.
alter table ledger.wallets add column stopped_at timestamptz;
alter table ledger.wallets add column stopped_why text;

-- Up to where a wallet's history has been checked, and what was found.
create table ledger.checks (
  wallet text primary key,
  version bigint not null,
  checked_at timestamptz not null,
  -- The last check of everything, from the first entry on.
  whole_at timestamptz,
  findings jsonb not null default '[]'
);

-- Ids of soft limits that the hold is above.
alter type ledger.outcome add attribute warned bigint[];

-- One hold of several that are asked for in one call, and what became of it: an outcome, or the code, cause and facts of a refusal.
create type ledger.hold_request as (
  key text, at timestamptz, actor text, api_key text, project text, tool text, iteration text, quote text,
  hold text, amount bigint, expires_at timestamptz, passes bigint[]
);
create type ledger.hold_answer as (outcome ledger.outcome, code text, why text, facts jsonb);

create type ledger.limits_taken as (counters bigint[], warned bigint[], why text, facts jsonb);
