-- Generated from server/src/db/migrations by `npm run golden`. The migrations are the truth; this is for reading and for reviewing changes.

-- types

type ledger.account as enum ('available', 'held', 'revenue', 'issued', 'expired', 'overrun', 'refunds')

type ledger.end_reason as enum ('finished', 'cancelled', 'failed', 'expired')

type ledger.kind as enum ('grant', 'hold', 'charge', 'return', 'refund', 'expiry')

type ledger.limit_mode as enum ('hard', 'soft', 'ask')

type ledger.limit_period as enum ('day', 'month', 'rolling', 'total')

type ledger.limit_scope as enum ('workspace', 'member', 'project', 'key')

type ledger.lot_source as enum ('plan', 'top-up', 'promotion', 'refund')

-- tables

table keter.answers (
  workspace_id text not null,
  key text not null,
  digest text not null,
  run_id text not null,
  created_at timestamp with time zone not null
)

table keter.assets (
  id text not null,
  workspace_id text not null,
  project_id text not null,
  name text not null,
  source_version_id text,
  current_version_id text,
  upload_id text,
  created_by text not null,
  created_at timestamp with time zone not null
)

table keter.disputes (
  id text not null,
  workspace_id text not null,
  key text not null,
  iteration_id text not null,
  movement text not null,
  reason text not null,
  note text not null,
  evidence jsonb not null,
  opened_by text not null,
  api_key text,
  state text not null,
  rule text,
  decided_by text,
  decision_note text,
  refunded bigint not null default 0,
  opened_at timestamp with time zone not null,
  decided_at timestamp with time zone
)

table keter.invoice_numbers (
  year integer not null,
  last integer not null
)

table keter.iterations (
  id text not null,
  workspace_id text not null,
  run_id text not null,
  position integer not null,
  attempt integer not null,
  state text not null,
  edit jsonb not null,
  prompt text,
  seed bigint,
  fingerprint text not null,
  progress real not null default 0,
  eta jsonb,
  result_version_id text,
  inspection jsonb,
  verdict text,
  lines jsonb not null default '[]'::jsonb,
  charge bigint not null default 0,
  refunded bigint not null default 0,
  charge_movement text,
  ledger_head text,
  engine jsonb,
  failure jsonb,
  job_id text,
  starts integer not null default 0,
  worker text,
  same_as text,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone
)

table keter.migrations (
  name character varying(255) not null,
  timestamp character varying(255) not null
)

table keter.migrations_lock (
  id character varying(255) not null,
  is_locked integer not null default 0
)

table keter.payment_events (
  id text not null,
  kind text not null,
  purchase_id text,
  payment text,
  received_at timestamp with time zone not null
)

table keter.plan_changes (
  id text not null,
  workspace_id text not null,
  key text not null,
  from_plan text not null,
  to_plan text not null,
  takes_effect timestamp with time zone not null,
  state text not null,
  credits bigint not null,
  cut bigint not null default 0,
  due_amount text,
  due_currency text,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  done_at timestamp with time zone
)

table keter.price_books (
  digest text not null,
  id text not null,
  version text not null,
  document jsonb not null,
  published_at timestamp with time zone not null,
  effective timestamp with time zone not null,
  published_by text,
  note text
)

table keter.projects (
  id text not null,
  workspace_id text not null,
  name text not null,
  brief jsonb,
  created_by text not null,
  created_at timestamp with time zone not null,
  client text
)

table keter.purchases (
  id text not null,
  workspace_id text not null,
  key text not null,
  provider text not null,
  pack text,
  credits bigint not null,
  amount bigint not null,
  currency text not null,
  state text not null,
  expire_after_days integer,
  checkout text,
  checkout_url text,
  payment text,
  invoice text,
  reference text,
  note text,
  movement text,
  taken_back bigint not null default 0,
  created_by text not null,
  created_at timestamp with time zone not null,
  paid_at timestamp with time zone,
  refunded_at timestamp with time zone
)

table keter.quotes (
  id text not null,
  workspace_id text not null,
  project_id text not null,
  book_digest text not null,
  plan text not null,
  edit jsonb not null,
  iterations integer not null,
  prompt text,
  seed bigint,
  sources jsonb not null,
  digest text not null,
  estimate jsonb not null,
  low bigint not null,
  most bigint not null,
  created_by text not null,
  api_key text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone
)

table keter.requests (
  id text not null,
  workspace_id text not null,
  key text not null,
  quote_id text not null,
  amount bigint not null,
  acceptance jsonb not null,
  note text not null,
  requested_by text not null,
  api_key text,
  state text not null,
  run_id text,
  decided_by text,
  decision_note text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  decided_at timestamp with time zone
)

table keter.run_sources (
  run_id text not null,
  position integer not null,
  asset_id text not null,
  version_id text not null,
  name text not null,
  same_as integer,
  most bigint not null,
  state text not null
)

table keter.runs (
  id text not null,
  workspace_id text not null,
  project_id text not null,
  quote_id text not null,
  receipt_id text not null,
  hold_id text,
  state text not null,
  created_by text not null,
  api_key text,
  hold_expires_at timestamp with time zone,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone
)

table keter.settings (
  name text not null,
  value text not null
)

table keter.shared_estimates (
  id text not null,
  workspace_id text not null,
  title text,
  inputs jsonb not null,
  estimate jsonb not null,
  book_digest text not null,
  created_by text not null,
  api_key text,
  created_at timestamp with time zone not null,
  revoked_by text,
  revoked_at timestamp with time zone
)

table keter.throughput (
  machine text not null,
  kind text not null,
  runs jsonb not null
)

table keter.versions (
  id text not null,
  workspace_id text not null,
  asset_id text not null,
  sha256 text not null,
  bytes bigint not null,
  media_type text not null,
  measurement jsonb not null,
  iteration_id text,
  created_at timestamp with time zone not null
)

table keter.workspaces (
  id text not null,
  name text not null,
  plan text not null,
  created_at timestamp with time zone not null,
  share_estimates boolean not null default false,
  settings_changed_by text,
  settings_changed_at timestamp with time zone
)

table ledger.checks (
  wallet text not null,
  version bigint not null,
  checked_at timestamp with time zone not null,
  whole_at timestamp with time zone,
  findings jsonb not null default '[]'::jsonb
)

table ledger.holds (
  wallet text not null,
  id text not null,
  version bigint not null,
  amount ledger.credits not null,
  captured ledger.credits not null default 0,
  actor text,
  api_key text,
  project text,
  tool text,
  iteration text,
  quote text,
  expires_at timestamp with time zone not null,
  ended_by bigint,
  ended_as ledger.end_reason,
  lots bigint[] not null,
  parts bigint[] not null,
  parts_refunded bigint[],
  refunded ledger.credits not null default 0,
  counters bigint[] not null default '{}'::bigint[],
  begun_at timestamp with time zone not null
) with (fillfactor=70)

table ledger.limit_counters (
  id bigint not null generated always as identity,
  wallet text not null,
  scope ledger.limit_scope not null,
  subject text not null,
  period ledger.limit_period not null,
  starts_at timestamp with time zone not null,
  held ledger.credits not null,
  spent ledger.credits not null,
  since_version bigint not null,
  leaves_at timestamp with time zone
) with (fillfactor=50)

table ledger.limits (
  id bigint not null generated always as identity,
  wallet text not null,
  scope ledger.limit_scope not null,
  subject text,
  period ledger.limit_period not null,
  mode ledger.limit_mode not null,
  maximum ledger.credits not null,
  changed_at timestamp with time zone not null,
  removed_at timestamp with time zone
)

table ledger.lots (
  id bigint not null generated always as identity,
  wallet text not null,
  version bigint not null,
  source ledger.lot_source not null,
  reference text not null,
  priority integer not null,
  expires_at timestamp with time zone,
  granted ledger.credits not null,
  remaining ledger.credits not null,
  expired ledger.credits not null default 0,
  open boolean not null default true
) with (fillfactor=50)

table ledger.movements (
  wallet text not null,
  version bigint not null,
  kind ledger.kind not null,
  at timestamp with time zone not null,
  key text,
  digest bytea,
  hold text,
  refund_of bigint,
  reference text not null,
  actor text,
  api_key text,
  project text,
  tool text,
  iteration text,
  quote text,
  available bigint not null,
  held bigint not null,
  available_after ledger.credits not null,
  held_after ledger.credits not null,
  overrun ledger.credits not null,
  head bytea not null
)

table ledger.wallets (
  id text not null,
  available ledger.credits not null default 0,
  held ledger.credits not null default 0,
  version bigint not null default 0,
  head bytea not null default decode(repeat('00'::text, 32), 'hex'::text),
  latest_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  limits integer not null default 0,
  recounted bigint not null default 0,
  stopped_at timestamp with time zone,
  stopped_why text
) with (fillfactor=50)

-- constraints

keter.answers: answers_pkey PRIMARY KEY (workspace_id, key)

keter.assets: assets_pkey PRIMARY KEY (id)

keter.assets: assets_project_id_fkey FOREIGN KEY (project_id) REFERENCES keter.projects(id)

keter.assets: assets_upload_id_key UNIQUE (upload_id)

keter.disputes: disputes_check CHECK (((state = 'open'::text) = (decided_at IS NULL)))

keter.disputes: disputes_check1 CHECK (((state = 'refunded'::text) = (refunded > 0)))

keter.disputes: disputes_iteration_id_fkey FOREIGN KEY (iteration_id) REFERENCES keter.iterations(id)

keter.disputes: disputes_pkey PRIMARY KEY (id)

keter.disputes: disputes_reason_check CHECK ((reason = ANY (ARRAY['looks-worse'::text, 'wrong-result'::text, 'artifacts'::text, 'not-as-asked'::text, 'other'::text])))

keter.disputes: disputes_refunded_check CHECK ((refunded >= 0))

keter.disputes: disputes_state_check CHECK ((state = ANY (ARRAY['open'::text, 'refunded'::text, 'declined'::text, 'withdrawn'::text])))

keter.disputes: disputes_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES keter.workspaces(id)

keter.disputes: disputes_workspace_id_key_key UNIQUE (workspace_id, key)

keter.invoice_numbers: invoice_numbers_last_check CHECK ((last > 0))

keter.invoice_numbers: invoice_numbers_pkey PRIMARY KEY (year)

keter.iterations: iterations_attempt_check CHECK ((attempt > 0))

keter.iterations: iterations_charge_check CHECK ((charge >= 0))

keter.iterations: iterations_charged CHECK (((charge = 0) OR (charge_movement IS NOT NULL)))

keter.iterations: iterations_check CHECK (((refunded >= 0) AND (refunded <= charge)))

keter.iterations: iterations_check1 CHECK (((state <> 'done'::text) OR (result_version_id IS NOT NULL)))

keter.iterations: iterations_check3 CHECK (((state <> 'defective'::text) OR (refunded = charge)))

keter.iterations: iterations_pkey PRIMARY KEY (id)

keter.iterations: iterations_result_version_id_fkey FOREIGN KEY (result_version_id) REFERENCES keter.versions(id)

keter.iterations: iterations_run_id_position_attempt_key UNIQUE (run_id, "position", attempt)

keter.iterations: iterations_run_id_position_fkey FOREIGN KEY (run_id, "position") REFERENCES keter.run_sources(run_id, "position")

keter.iterations: iterations_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'defective'::text, 'failed'::text, 'cancelled'::text])))

keter.iterations: iterations_verdict_check CHECK ((verdict = ANY (ARRAY['kept'::text, 'rejected'::text, 'defective'::text])))

keter.migrations: migrations_pkey PRIMARY KEY (name)

keter.migrations_lock: migrations_lock_pkey PRIMARY KEY (id)

keter.payment_events: payment_events_pkey PRIMARY KEY (id)

keter.plan_changes: plan_changes_credits_check CHECK ((credits >= 0))

keter.plan_changes: plan_changes_cut_check CHECK ((cut >= 0))

keter.plan_changes: plan_changes_pkey PRIMARY KEY (id)

keter.plan_changes: plan_changes_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'done'::text, 'cancelled'::text])))

keter.plan_changes: plan_changes_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES keter.workspaces(id)

keter.plan_changes: plan_changes_workspace_id_key_key UNIQUE (workspace_id, key)

keter.price_books: price_books_pkey PRIMARY KEY (digest)

keter.projects: projects_pkey PRIMARY KEY (id)

keter.projects: projects_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES keter.workspaces(id)

keter.purchases: purchases_amount_check CHECK ((amount >= 0))

keter.purchases: purchases_check CHECK (((taken_back >= 0) AND (taken_back <= credits)))

keter.purchases: purchases_check1 CHECK (((movement IS NOT NULL) = (invoice IS NOT NULL)))

keter.purchases: purchases_checkout_key UNIQUE (checkout)

keter.purchases: purchases_credits_check CHECK ((credits > 0))

keter.purchases: purchases_invoice_key UNIQUE (invoice)

keter.purchases: purchases_payment_key UNIQUE (payment)

keter.purchases: purchases_pkey PRIMARY KEY (id)

keter.purchases: purchases_provider_check CHECK ((provider = ANY (ARRAY['manual'::text, 'stripe'::text])))

keter.purchases: purchases_state_check CHECK ((state = ANY (ARRAY['open'::text, 'paid'::text, 'failed'::text, 'expired'::text, 'refunded'::text])))

keter.purchases: purchases_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES keter.workspaces(id)

keter.purchases: purchases_workspace_id_key_key UNIQUE (workspace_id, key)

keter.quotes: quotes_book_digest_fkey FOREIGN KEY (book_digest) REFERENCES keter.price_books(digest)

keter.quotes: quotes_check CHECK ((most >= low))

keter.quotes: quotes_iterations_check CHECK ((iterations > 0))

keter.quotes: quotes_low_check CHECK ((low >= 0))

keter.quotes: quotes_pkey PRIMARY KEY (id)

keter.quotes: quotes_project_id_fkey FOREIGN KEY (project_id) REFERENCES keter.projects(id)

keter.requests: requests_amount_check CHECK ((amount > 0))

keter.requests: requests_check CHECK (((state = 'approved'::text) = (run_id IS NOT NULL)))

keter.requests: requests_check1 CHECK (((state = 'open'::text) = (decided_at IS NULL)))

keter.requests: requests_pkey PRIMARY KEY (id)

keter.requests: requests_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES keter.quotes(id)

keter.requests: requests_run_id_fkey FOREIGN KEY (run_id) REFERENCES keter.runs(id)

keter.requests: requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'approved'::text, 'declined'::text, 'withdrawn'::text, 'expired'::text])))

keter.requests: requests_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES keter.workspaces(id)

keter.requests: requests_workspace_id_key_key UNIQUE (workspace_id, key)

keter.run_sources: run_sources_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES keter.assets(id)

keter.run_sources: run_sources_most_check CHECK ((most >= 0))

keter.run_sources: run_sources_pkey PRIMARY KEY (run_id, "position")

keter.run_sources: run_sources_run_id_fkey FOREIGN KEY (run_id) REFERENCES keter.runs(id)

keter.run_sources: run_sources_state_check CHECK ((state = ANY (ARRAY['open'::text, 'kept'::text, 'ended'::text])))

keter.run_sources: run_sources_version_id_fkey FOREIGN KEY (version_id) REFERENCES keter.versions(id)

keter.runs: runs_hold_id_key UNIQUE (hold_id)

keter.runs: runs_pkey PRIMARY KEY (id)

keter.runs: runs_project_id_fkey FOREIGN KEY (project_id) REFERENCES keter.projects(id)

keter.runs: runs_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES keter.quotes(id)

keter.runs: runs_quote_id_key UNIQUE (quote_id)

keter.runs: runs_receipt_id_key UNIQUE (receipt_id)

keter.runs: runs_state_check CHECK ((state = ANY (ARRAY['running'::text, 'waiting'::text, 'ended'::text])))

keter.settings: settings_pkey PRIMARY KEY (name)

keter.shared_estimates: shared_estimates_book_digest_fkey FOREIGN KEY (book_digest) REFERENCES keter.price_books(digest)

keter.shared_estimates: shared_estimates_pkey PRIMARY KEY (id)

keter.shared_estimates: shared_estimates_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES keter.workspaces(id)

keter.throughput: throughput_pkey PRIMARY KEY (machine, kind)

keter.versions: versions_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES keter.assets(id)

keter.versions: versions_pkey PRIMARY KEY (id)

keter.workspaces: workspaces_pkey PRIMARY KEY (id)

ledger.checks: checks_pkey PRIMARY KEY (wallet)

ledger.holds: holds_pkey PRIMARY KEY (wallet, id)

ledger.limit_counters: limit_counters_pkey PRIMARY KEY (id)

ledger.limit_counters: limit_counters_wallet_scope_subject_period_starts_at_key UNIQUE (wallet, scope, subject, period, starts_at)

ledger.limits: limits_pkey PRIMARY KEY (id)

ledger.lots: lots_pkey PRIMARY KEY (id)

ledger.movements: movements_pkey PRIMARY KEY (wallet, version)

ledger.movements: movements_wallet_key_key UNIQUE (wallet, key)

ledger.wallets: wallets_id_check CHECK ((id ~ '^[A-Za-z0-9_-]{1,100}$'::text))

ledger.wallets: wallets_pkey PRIMARY KEY (id)

-- indexes

CREATE UNIQUE INDEX answers_pkey ON keter.answers USING btree (workspace_id, key)

CREATE INDEX assets_of_project ON keter.assets USING btree (project_id, id DESC)

CREATE UNIQUE INDEX assets_pkey ON keter.assets USING btree (id)

CREATE UNIQUE INDEX assets_upload_id_key ON keter.assets USING btree (upload_id)

CREATE INDEX disputes_of_iteration ON keter.disputes USING btree (iteration_id)

CREATE INDEX disputes_of_workspace ON keter.disputes USING btree (workspace_id, id DESC)

CREATE UNIQUE INDEX disputes_open ON keter.disputes USING btree (iteration_id) WHERE (state = 'open'::text)

CREATE UNIQUE INDEX disputes_pkey ON keter.disputes USING btree (id)

CREATE UNIQUE INDEX disputes_workspace_id_key_key ON keter.disputes USING btree (workspace_id, key)

CREATE UNIQUE INDEX invoice_numbers_pkey ON keter.invoice_numbers USING btree (year)

CREATE INDEX iterations_ended ON keter.iterations USING btree (workspace_id, ended_at) WHERE (state = ANY (ARRAY['done'::text, 'defective'::text]))

CREATE UNIQUE INDEX iterations_pkey ON keter.iterations USING btree (id)

CREATE UNIQUE INDEX iterations_run_id_position_attempt_key ON keter.iterations USING btree (run_id, "position", attempt)

CREATE INDEX iterations_same ON keter.iterations USING btree (workspace_id, fingerprint) WHERE (state = 'done'::text)

CREATE UNIQUE INDEX migrations_pkey ON keter.migrations USING btree (name)

CREATE UNIQUE INDEX migrations_lock_pkey ON keter.migrations_lock USING btree (id)

CREATE INDEX payment_events_of_payment ON keter.payment_events USING btree (payment) WHERE (kind = 'refunded'::text)

CREATE UNIQUE INDEX payment_events_pkey ON keter.payment_events USING btree (id)

CREATE UNIQUE INDEX plan_change_pending ON keter.plan_changes USING btree (workspace_id) WHERE (state = 'pending'::text)

CREATE INDEX plan_changes_of_workspace ON keter.plan_changes USING btree (workspace_id, id DESC)

CREATE UNIQUE INDEX plan_changes_pkey ON keter.plan_changes USING btree (id)

CREATE UNIQUE INDEX plan_changes_workspace_id_key_key ON keter.plan_changes USING btree (workspace_id, key)

CREATE INDEX price_books_by_effective ON keter.price_books USING btree (effective DESC, published_at DESC)

CREATE UNIQUE INDEX price_books_pkey ON keter.price_books USING btree (digest)

CREATE INDEX projects_of_client ON keter.projects USING btree (workspace_id, client) WHERE (client IS NOT NULL)

CREATE INDEX projects_of_workspace ON keter.projects USING btree (workspace_id, id DESC)

CREATE UNIQUE INDEX projects_pkey ON keter.projects USING btree (id)

CREATE UNIQUE INDEX purchases_checkout_key ON keter.purchases USING btree (checkout)

CREATE UNIQUE INDEX purchases_invoice_key ON keter.purchases USING btree (invoice)

CREATE INDEX purchases_of_workspace ON keter.purchases USING btree (workspace_id, id DESC)

CREATE INDEX purchases_open ON keter.purchases USING btree (created_at) WHERE (state = 'open'::text)

CREATE UNIQUE INDEX purchases_payment_key ON keter.purchases USING btree (payment)

CREATE UNIQUE INDEX purchases_pkey ON keter.purchases USING btree (id)

CREATE UNIQUE INDEX purchases_workspace_id_key_key ON keter.purchases USING btree (workspace_id, key)

CREATE UNIQUE INDEX quotes_pkey ON keter.quotes USING btree (id)

CREATE INDEX requests_of_workspace ON keter.requests USING btree (workspace_id, id DESC)

CREATE UNIQUE INDEX requests_open ON keter.requests USING btree (quote_id) WHERE (state = 'open'::text)

CREATE UNIQUE INDEX requests_pkey ON keter.requests USING btree (id)

CREATE UNIQUE INDEX requests_workspace_id_key_key ON keter.requests USING btree (workspace_id, key)

CREATE UNIQUE INDEX run_sources_pkey ON keter.run_sources USING btree (run_id, "position")

CREATE UNIQUE INDEX runs_hold_id_key ON keter.runs USING btree (hold_id)

CREATE INDEX runs_of_project ON keter.runs USING btree (project_id, id DESC)

CREATE INDEX runs_of_workspace ON keter.runs USING btree (workspace_id, id DESC)

CREATE UNIQUE INDEX runs_pkey ON keter.runs USING btree (id)

CREATE UNIQUE INDEX runs_quote_id_key ON keter.runs USING btree (quote_id)

CREATE UNIQUE INDEX runs_receipt_id_key ON keter.runs USING btree (receipt_id)

CREATE INDEX runs_with_hold ON keter.runs USING btree (hold_expires_at) WHERE (state <> 'ended'::text)

CREATE UNIQUE INDEX settings_pkey ON keter.settings USING btree (name)

CREATE INDEX shared_estimates_of_workspace ON keter.shared_estimates USING btree (workspace_id, id DESC)

CREATE UNIQUE INDEX shared_estimates_pkey ON keter.shared_estimates USING btree (id)

CREATE UNIQUE INDEX throughput_pkey ON keter.throughput USING btree (machine, kind)

CREATE INDEX versions_by_hash ON keter.versions USING btree (workspace_id, sha256)

CREATE INDEX versions_of_asset ON keter.versions USING btree (asset_id, id DESC)

CREATE UNIQUE INDEX versions_pkey ON keter.versions USING btree (id)

CREATE UNIQUE INDEX workspaces_pkey ON keter.workspaces USING btree (id)

CREATE UNIQUE INDEX checks_pkey ON ledger.checks USING btree (wallet)

CREATE INDEX holds_open ON ledger.holds USING btree (wallet, expires_at) WHERE (ended_by IS NULL)

CREATE UNIQUE INDEX holds_pkey ON ledger.holds USING btree (wallet, id)

CREATE UNIQUE INDEX limit_counters_pkey ON ledger.limit_counters USING btree (id)

CREATE UNIQUE INDEX limit_counters_wallet_scope_subject_period_starts_at_key ON ledger.limit_counters USING btree (wallet, scope, subject, period, starts_at)

CREATE UNIQUE INDEX limits_in_force ON ledger.limits USING btree (wallet, scope, period, mode, subject) NULLS NOT DISTINCT WHERE (removed_at IS NULL)

CREATE UNIQUE INDEX limits_pkey ON ledger.limits USING btree (id)

CREATE UNIQUE INDEX lots_pkey ON ledger.lots USING btree (id)

CREATE INDEX lots_to_expire ON ledger.lots USING btree (expires_at) WHERE (open AND (expires_at IS NOT NULL))

CREATE INDEX lots_to_spend ON ledger.lots USING btree (wallet, priority, expires_at, id) WHERE open

CREATE INDEX movements_of_actor ON ledger.movements USING btree (wallet, actor, version) WHERE (actor IS NOT NULL)

CREATE INDEX movements_of_hold ON ledger.movements USING btree (wallet, hold, version) WHERE (hold IS NOT NULL)

CREATE INDEX movements_of_key ON ledger.movements USING btree (wallet, api_key, version) WHERE (api_key IS NOT NULL)

CREATE INDEX movements_of_project ON ledger.movements USING btree (wallet, project, version) WHERE (project IS NOT NULL)

CREATE INDEX movements_of_tool ON ledger.movements USING btree (wallet, tool, version) WHERE (tool IS NOT NULL)

CREATE UNIQUE INDEX movements_pkey ON ledger.movements USING btree (wallet, version)

CREATE UNIQUE INDEX movements_wallet_key_key ON ledger.movements USING btree (wallet, key)

CREATE INDEX rare_movements ON ledger.movements USING btree (wallet, version) WHERE (kind = ANY (ARRAY['grant'::ledger.kind, 'refund'::ledger.kind, 'expiry'::ledger.kind]))

CREATE INDEX rare_movements_of_actor ON ledger.movements USING btree (wallet, actor, version) WHERE (kind = ANY (ARRAY['grant'::ledger.kind, 'refund'::ledger.kind, 'expiry'::ledger.kind]))

CREATE INDEX rare_movements_of_project ON ledger.movements USING btree (wallet, project, version) WHERE (kind = ANY (ARRAY['grant'::ledger.kind, 'refund'::ledger.kind, 'expiry'::ledger.kind]))

CREATE INDEX rare_movements_of_tool ON ledger.movements USING btree (wallet, tool, version) WHERE (kind = ANY (ARRAY['grant'::ledger.kind, 'refund'::ledger.kind, 'expiry'::ledger.kind]))

CREATE INDEX refunds_of_charge ON ledger.movements USING btree (wallet, refund_of) WHERE (refund_of IS NOT NULL)

CREATE UNIQUE INDEX wallets_pkey ON ledger.wallets USING btree (id)

-- triggers

CREATE TRIGGER price_books_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON keter.price_books FOR EACH STATEMENT EXECUTE FUNCTION keter.keep_price_books()

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.movements FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_rewriting()

-- views

view ledger.entries as
 SELECT m.wallet,
    m.version,
    l."position",
    l.account,
    l.amount,
    l.balance,
    l.before AS previous,
    l.hash
   FROM ((ledger.movements m
     LEFT JOIN ledger.movements p ON (((p.wallet = m.wallet) AND (p.version = (m.version - 1)))))
     CROSS JOIN LATERAL ledger.chained_legs(m.*, COALESCE(p.head, decode(repeat('00'::text, 32), 'hex'::text))) l("position", account, amount, balance, before, hash));

view ledger.violations as
 SELECT w.id AS wallet,
    v.what,
    v.ref
   FROM (ledger.wallets w
     CROSS JOIN LATERAL ( SELECT history_violations.what,
            history_violations.ref
           FROM ledger.history_violations(w.id, (0)::bigint, '9223372036854775807'::bigint) history_violations(what, ref)
        UNION ALL
         SELECT wallet_violations.what,
            wallet_violations.ref
           FROM ledger.wallet_violations(w.id) wallet_violations(what, ref)
        UNION ALL
         SELECT state_violations.what,
            state_violations.ref
           FROM ledger.state_violations(w.id) state_violations(what, ref)) v(what, ref))
UNION ALL
 SELECT m.wallet,
    'a movement of no wallet'::text AS what,
    (m.version)::text AS ref
   FROM ledger.movements m
  WHERE (NOT (EXISTS ( SELECT
           FROM ledger.wallets w
          WHERE (w.id = m.wallet))));

-- functions

function keter.estimate_facts(text,timestamp with time zone,text[],ledger.cause) returns record

function keter.keep_price_books() returns trigger

function ledger.ask_limits(ledger.wallets,ledger.cause,timestamp with time zone,bigint,bigint[]) returns ledger.limits_taken

function ledger.captured_of(bigint[],bigint) returns bigint[]

function ledger.cause_text(ledger.cause) returns text

function ledger.chained_legs(ledger.movements,bytea) returns TABLE("position" integer, account ledger.account, amount bigint, balance bigint, before bytea, hash bytea)

function ledger.charge_hold(text,text,timestamp with time zone,ledger.cause,text,bigint) returns ledger.outcome

function ledger.count_hold(bigint[],timestamp with time zone,bigint) returns void

function ledger.counted(text,ledger.limit_scope,text,bigint,bigint) returns record

function ledger.counts_after(text,ledger.limit_period,timestamp with time zone) returns bigint

function ledger.digest_of(text) returns bytea

function ledger.end_hold(ledger.wallets,ledger.holds,text,bytea,timestamp with time zone,ledger.cause,ledger.end_reason) returns ledger.movements

function ledger.entry_text(text,integer,ledger.account,bigint,bigint) returns text

function ledger.expire_lots(timestamp with time zone,integer) returns TABLE(wallet text, lot bigint, expired bigint, version bigint)

function ledger.field(text) returns text

function ledger.grant_credits(text,text,timestamp with time zone,ledger.cause,bigint,ledger.lot_source,integer,timestamp with time zone,text) returns ledger.outcome

function ledger.head_after(ledger.movements,bytea) returns bytea

function ledger.headroom(text,timestamp with time zone,ledger.cause) returns TABLE(id bigint, scope ledger.limit_scope, subject text, who text, period ledger.limit_period, mode ledger.limit_mode, maximum bigint, held bigint, spent bigint, renews timestamp with time zone)

function ledger.history_violations(text,bigint,bigint) returns TABLE(what text, ref text)

function ledger.hold(text,text,timestamp with time zone,ledger.cause,text,bigint,timestamp with time zone,bigint[]) returns ledger.outcome

function ledger.hold_many(text,jsonb) returns TABLE(replayed boolean, version bigint, amount bigint, overrun bigint, available bigint, held bigint, head bytea, warned bigint[], code text, why text, facts jsonb)

function ledger.is_key(text) returns boolean

function ledger.is_of(ledger.movements,ledger.limit_scope,text) returns boolean

function ledger.is_time(timestamp with time zone) returns boolean

function ledger.leg_hash(bytea,text,integer,ledger.account,bigint,bigint) returns bytea

function ledger.legs(ledger.movements) returns TABLE("position" integer, account ledger.account, amount bigint, balance bigint)

function ledger.lock_wallet(text,timestamp with time zone) returns ledger.wallets

function ledger.move_counters(ledger.wallets,ledger.holds,bigint,bigint) returns void

function ledger.movement_text(ledger.movements) returns text

function ledger.movement_text(text,bigint,ledger.kind,timestamp with time zone,text,bytea,text,bigint,text,text) returns text

function ledger.next_hold_at(text,ledger.limit_scope,text,bigint) returns timestamp with time zone

function ledger.open_counter(ledger.wallets,ledger.limit_scope,text,ledger.limit_period,timestamp with time zone) returns ledger.limit_counters

function ledger.open_hold(text,text) returns ledger.holds

function ledger.open_wallet(text,timestamp with time zone) returns void

function ledger.outcome_of(ledger.movements,boolean) returns ledger.outcome

function ledger.period_end(ledger.limit_period,timestamp with time zone) returns timestamp with time zone

function ledger.period_start(ledger.limit_period,timestamp with time zone) returns timestamp with time zone

function ledger.place_hold(text,text,timestamp with time zone,ledger.cause,text,bigint,timestamp with time zone,bigint[]) returns ledger.outcome

function ledger.place_holds(text,ledger.hold_request[]) returns ledger.hold_answer[]

function ledger.post(ledger.wallets,ledger.movements) returns ledger.movements

function ledger.posted_before(text,text,bytea) returns ledger.movements

function ledger.refund(text,text,timestamp with time zone,ledger.cause,bigint,bigint,text,timestamp with time zone) returns ledger.outcome

function ledger.refuse(text,text,jsonb) returns void

function ledger.refuse_rewriting() returns trigger

function ledger.release(text,text,timestamp with time zone,ledger.cause,text,ledger.end_reason) returns ledger.outcome

function ledger.remove_limit(text,timestamp with time zone,bigint) returns void

function ledger.resume_spending(text) returns void

function ledger.roll_counter(ledger.wallets,ledger.limit_counters,timestamp with time zone) returns ledger.limit_counters

function ledger.set_limit(text,timestamp with time zone,ledger.limit_scope,text,ledger.limit_period,ledger.limit_mode,bigint) returns bigint

function ledger.settle(text,text,timestamp with time zone,ledger.cause,text,bigint) returns ledger.outcome

function ledger.state_violations(text) returns TABLE(what text, ref text)

function ledger.stop_spending(text,timestamp with time zone,text) returns void

function ledger.subject_in(ledger.limit_scope,ledger.cause) returns text

function ledger.sweep_holds(timestamp with time zone,integer) returns TABLE(wallet text, hold text, returned bigint, version bigint)

function ledger.time_text(timestamp with time zone) returns text

function ledger.trim_lots(text,text,timestamp with time zone,ledger.cause,ledger.lot_source,bigint,bigint,text) returns ledger.outcome

function ledger.used(ledger.wallets,ledger.limit_scope,text,ledger.limit_period,timestamp with time zone) returns record

function ledger.version_before(text,timestamp with time zone) returns bigint

function ledger.wallet_violations(text) returns TABLE(what text, ref text)
