-- Requests to let a run pass an "ask" limit (docs/rules/requests.md) and disputes about charges (docs/rules/disputes.md).

create table keter.requests (
  id text primary key,
  workspace_id text not null references keter.workspaces (id),
  -- Of the request that made it: the same again answers the same.
  key text not null,
  quote_id text not null references keter.quotes (id),
  amount bigint not null check (amount > 0),
  -- What the quote is accepted with, once somebody approves.
  acceptance jsonb not null,
  note text not null,
  requested_by text not null,
  api_key text,
  state text not null check (state in ('open', 'approved', 'declined', 'withdrawn', 'expired')),
  run_id text references keter.runs (id),
  decided_by text,
  decision_note text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  decided_at timestamptz,
  unique (workspace_id, key),
  check ((state = 'approved') = (run_id is not null)),
  check ((state = 'open') = (decided_at is null))
);
create unique index requests_open on keter.requests (quote_id) where state = 'open';
create index requests_of_workspace on keter.requests (workspace_id, id desc);

create table keter.disputes (
  id text primary key,
  workspace_id text not null references keter.workspaces (id),
  key text not null,
  iteration_id text not null references keter.iterations (id),
  -- The charge that is disputed: a movement of the ledger.
  movement text not null,
  reason text not null check (reason in ('looks-worse', 'wrong-result', 'artifacts', 'not-as-asked', 'other')),
  note text not null,
  -- Everything a decision needs, as it was when the dispute was opened. Never changed.
  evidence jsonb not null,
  opened_by text not null,
  api_key text,
  state text not null check (state in ('open', 'refunded', 'declined', 'withdrawn')),
  -- The rule that decided it, where no person did.
  rule text,
  decided_by text,
  decision_note text,
  refunded bigint not null default 0 check (refunded >= 0),
  opened_at timestamptz not null,
  decided_at timestamptz,
  unique (workspace_id, key),
  check ((state = 'open') = (decided_at is null)),
  check ((state = 'refunded') = (refunded > 0))
);
create unique index disputes_open on keter.disputes (iteration_id) where state = 'open';
create index disputes_of_workspace on keter.disputes (workspace_id, id desc);
create index disputes_of_iteration on keter.disputes (iteration_id);
