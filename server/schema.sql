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
  created_at timestamp with time zone not null
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
  seconds_per_megapixel double precision not null
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

table ledger.entries (
  wallet text not null,
  version bigint not null,
  position integer not null,
  account ledger.account not null,
  amount bigint not null,
  balance ledger.credits,
  previous bytea not null,
  hash bytea not null
)

table ledger.hold_lots (
  wallet text not null,
  hold text not null,
  place integer not null,
  lot bigint not null,
  amount ledger.credits not null,
  captured ledger.credits not null default 0,
  refunded ledger.credits not null default 0
) with (fillfactor=70)

table ledger.holds (
  wallet text not null,
  id text not null,
  version bigint not null,
  amount ledger.credits not null,
  captured ledger.credits not null default 0,
  limits bigint[] not null,
  actor text,
  api_key text,
  project text,
  tool text,
  iteration text,
  quote text,
  expires_at timestamp with time zone not null,
  ended_by bigint,
  ended_as ledger.end_reason
) with (fillfactor=70)

table ledger.limits (
  id bigint not null generated always as identity,
  wallet text not null,
  scope ledger.limit_scope not null,
  subject text not null,
  period ledger.limit_period not null,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  mode ledger.limit_mode not null,
  maximum ledger.credits not null,
  held ledger.credits not null default 0,
  spent ledger.credits not null default 0
) with (fillfactor=50)

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
  held ledger.credits not null default 0,
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
  created_at timestamp with time zone not null
) with (fillfactor=50)

-- constraints

keter.answers: answers_pkey PRIMARY KEY (workspace_id, key)

keter.assets: assets_pkey PRIMARY KEY (id)

keter.assets: assets_project_id_fkey FOREIGN KEY (project_id) REFERENCES keter.projects(id)

keter.assets: assets_upload_id_key UNIQUE (upload_id)

keter.iterations: iterations_attempt_check CHECK ((attempt > 0))

keter.iterations: iterations_charge_check CHECK ((charge >= 0))

keter.iterations: iterations_check CHECK (((refunded >= 0) AND (refunded <= charge)))

keter.iterations: iterations_check1 CHECK (((state <> 'done'::text) OR (result_version_id IS NOT NULL)))

keter.iterations: iterations_check2 CHECK (((state = ANY (ARRAY['done'::text, 'defective'::text])) OR (charge = 0)))

keter.iterations: iterations_check3 CHECK (((state <> 'defective'::text) OR (refunded = charge)))

keter.iterations: iterations_pkey PRIMARY KEY (id)

keter.iterations: iterations_result_version_id_fkey FOREIGN KEY (result_version_id) REFERENCES keter.versions(id)

keter.iterations: iterations_run_id_position_attempt_key UNIQUE (run_id, "position", attempt)

keter.iterations: iterations_run_id_position_fkey FOREIGN KEY (run_id, "position") REFERENCES keter.run_sources(run_id, "position")

keter.iterations: iterations_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'defective'::text, 'failed'::text, 'cancelled'::text])))

keter.iterations: iterations_verdict_check CHECK ((verdict = ANY (ARRAY['kept'::text, 'rejected'::text, 'defective'::text])))

keter.migrations: migrations_pkey PRIMARY KEY (name)

keter.migrations_lock: migrations_lock_pkey PRIMARY KEY (id)

keter.price_books: price_books_pkey PRIMARY KEY (digest)

keter.projects: projects_pkey PRIMARY KEY (id)

keter.projects: projects_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES keter.workspaces(id)

keter.quotes: quotes_book_digest_fkey FOREIGN KEY (book_digest) REFERENCES keter.price_books(digest)

keter.quotes: quotes_check CHECK ((most >= low))

keter.quotes: quotes_iterations_check CHECK ((iterations > 0))

keter.quotes: quotes_low_check CHECK ((low >= 0))

keter.quotes: quotes_pkey PRIMARY KEY (id)

keter.quotes: quotes_project_id_fkey FOREIGN KEY (project_id) REFERENCES keter.projects(id)

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

ledger.entries: entries_pkey PRIMARY KEY (wallet, version, "position")

ledger.hold_lots: hold_lots_pkey PRIMARY KEY (wallet, hold, place)

ledger.holds: holds_pkey PRIMARY KEY (wallet, id)

ledger.limits: limits_pkey PRIMARY KEY (id)

ledger.limits: limits_wallet_scope_subject_period_starts_at_key UNIQUE NULLS NOT DISTINCT (wallet, scope, subject, period, starts_at)

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

CREATE INDEX iterations_ended ON keter.iterations USING btree (workspace_id, ended_at) WHERE (state = ANY (ARRAY['done'::text, 'defective'::text]))

CREATE UNIQUE INDEX iterations_pkey ON keter.iterations USING btree (id)

CREATE UNIQUE INDEX iterations_run_id_position_attempt_key ON keter.iterations USING btree (run_id, "position", attempt)

CREATE INDEX iterations_same ON keter.iterations USING btree (workspace_id, fingerprint) WHERE (state = 'done'::text)

CREATE UNIQUE INDEX migrations_pkey ON keter.migrations USING btree (name)

CREATE UNIQUE INDEX migrations_lock_pkey ON keter.migrations_lock USING btree (id)

CREATE INDEX price_books_by_effective ON keter.price_books USING btree (effective DESC, published_at DESC)

CREATE UNIQUE INDEX price_books_pkey ON keter.price_books USING btree (digest)

CREATE INDEX projects_of_workspace ON keter.projects USING btree (workspace_id, id DESC)

CREATE UNIQUE INDEX projects_pkey ON keter.projects USING btree (id)

CREATE UNIQUE INDEX quotes_pkey ON keter.quotes USING btree (id)

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

CREATE UNIQUE INDEX entries_pkey ON ledger.entries USING btree (wallet, version, "position")

CREATE UNIQUE INDEX hold_lots_pkey ON ledger.hold_lots USING btree (wallet, hold, place)

CREATE INDEX holds_due ON ledger.holds USING btree (expires_at) WHERE (ended_by IS NULL)

CREATE UNIQUE INDEX holds_pkey ON ledger.holds USING btree (wallet, id)

CREATE UNIQUE INDEX limits_pkey ON ledger.limits USING btree (id)

CREATE UNIQUE INDEX limits_wallet_scope_subject_period_starts_at_key ON ledger.limits USING btree (wallet, scope, subject, period, starts_at) NULLS NOT DISTINCT

CREATE UNIQUE INDEX lots_pkey ON ledger.lots USING btree (id)

CREATE INDEX lots_to_expire ON ledger.lots USING btree (expires_at) WHERE (open AND (expires_at IS NOT NULL))

CREATE INDEX lots_to_spend ON ledger.lots USING btree (wallet, priority, expires_at, id) WHERE open

CREATE INDEX movements_of_actor ON ledger.movements USING btree (wallet, actor, version) WHERE (actor IS NOT NULL)

CREATE INDEX movements_of_hold ON ledger.movements USING btree (wallet, hold, version) WHERE (hold IS NOT NULL)

CREATE INDEX movements_of_project ON ledger.movements USING btree (wallet, project, version) WHERE (project IS NOT NULL)

CREATE INDEX movements_of_tool ON ledger.movements USING btree (wallet, tool, version) WHERE (tool IS NOT NULL)

CREATE UNIQUE INDEX movements_pkey ON ledger.movements USING btree (wallet, version)

CREATE UNIQUE INDEX movements_wallet_key_key ON ledger.movements USING btree (wallet, key)

CREATE INDEX refunds_of_charge ON ledger.movements USING btree (wallet, refund_of) WHERE (refund_of IS NOT NULL)

CREATE UNIQUE INDEX wallets_pkey ON ledger.wallets USING btree (id)

-- triggers

CREATE TRIGGER price_books_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON keter.price_books FOR EACH STATEMENT EXECUTE FUNCTION keter.keep_price_books()

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.entries FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_rewriting()

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.movements FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_rewriting()

-- views

view ledger.violations as
 WITH legs AS (
         SELECT entries.wallet,
            entries.version,
            count(*) AS entries,
            min(entries."position") AS lowest,
            max(entries."position") AS highest,
            sum(entries.amount) AS total,
            COALESCE(sum(entries.amount) FILTER (WHERE (entries.account = 'available'::ledger.account)), (0)::numeric) AS available,
            COALESCE(sum(entries.amount) FILTER (WHERE (entries.account = 'held'::ledger.account)), (0)::numeric) AS held,
            COALESCE((- sum(entries.amount) FILTER (WHERE (entries.account = 'overrun'::ledger.account))), (0)::numeric) AS overrun
           FROM ledger.entries
          GROUP BY entries.wallet, entries.version
        ), chain AS (
         SELECT e.wallet,
            e.version,
            e."position",
            e.account,
            e.balance,
            e.previous,
            e.hash,
            lag(e.hash, 1, decode(repeat('00'::text, 32), 'hex'::text)) OVER whole AS hash_before,
            lead(e.version) OVER whole AS next_version,
            sum(e.amount) OVER (PARTITION BY e.wallet, e.account ORDER BY e.version, e."position") AS running,
            sha256((e.previous || convert_to(ledger.entry_text(ledger.movement_text(m.*), e."position", e.account, e.amount, (e.balance)::bigint), 'UTF8'::name))) AS recomputed
           FROM (ledger.entries e
             JOIN ledger.movements m ON (((m.wallet = e.wallet) AND (m.version = e.version))))
          WINDOW whole AS (PARTITION BY e.wallet ORDER BY e.version, e."position")
        ), steps AS (
         SELECT m.wallet,
            m.version,
            m.kind,
            m.at,
            m.key,
            m.digest,
            m.hold,
            m.refund_of,
            m.reference,
            m.actor,
            m.api_key,
            m.project,
            m.tool,
            m.iteration,
            m.quote,
            m.available,
            m.held,
            m.available_after,
            m.held_after,
            m.overrun,
            m.head,
            lag(m.version, 1, (0)::bigint) OVER whole AS version_before,
            lag(m.at) OVER whole AS at_before,
            lag((m.available_after)::bigint, 1, (0)::bigint) OVER whole AS available_before,
            lag((m.held_after)::bigint, 1, (0)::bigint) OVER whole AS held_before
           FROM ledger.movements m
          WINDOW whole AS (PARTITION BY m.wallet ORDER BY m.version)
        ), of_hold AS (
         SELECT movements.wallet,
            movements.hold,
            count(*) FILTER (WHERE (movements.kind = 'hold'::ledger.kind)) AS begun,
            count(*) FILTER (WHERE (movements.kind = 'return'::ledger.kind)) AS ended,
            max(movements.version) FILTER (WHERE (movements.kind = 'return'::ledger.kind)) AS ended_by,
            COALESCE(sum(movements.held) FILTER (WHERE (movements.kind = 'hold'::ledger.kind)), (0)::numeric) AS amount,
            COALESCE((- sum(movements.held) FILTER (WHERE (movements.kind = 'charge'::ledger.kind))), (0)::numeric) AS captured,
            COALESCE(sum(movements.available) FILTER (WHERE (movements.kind = 'return'::ledger.kind)), (0)::numeric) AS returned,
            COALESCE(sum(movements.available) FILTER (WHERE (movements.kind = 'refund'::ledger.kind)), (0)::numeric) AS refunded
           FROM ledger.movements
          WHERE (movements.hold IS NOT NULL)
          GROUP BY movements.wallet, movements.hold
        ), parts_of_hold AS (
         SELECT hold_lots.wallet,
            hold_lots.hold,
            sum((hold_lots.amount)::bigint) AS amount,
            sum((hold_lots.captured)::bigint) AS captured,
            sum((hold_lots.refunded)::bigint) AS refunded
           FROM ledger.hold_lots
          GROUP BY hold_lots.wallet, hold_lots.hold
        ), parts_of_lot AS (
         SELECT part.lot,
            sum((part.captured)::bigint) AS captured,
            COALESCE(sum(((part.amount)::bigint - (part.captured)::bigint)) FILTER (WHERE (hold.ended_by IS NULL)), (0)::numeric) AS held
           FROM (ledger.hold_lots part
             JOIN ledger.holds hold ON (((hold.wallet = part.wallet) AND (hold.id = part.hold))))
          GROUP BY part.lot
        ), use_of_limit AS (
         SELECT used.id,
            sum(
                CASE
                    WHEN (h.ended_by IS NULL) THEN ((h.amount)::bigint - (h.captured)::bigint)
                    ELSE (0)::bigint
                END) AS held,
            sum(((h.captured)::numeric - COALESCE(o.refunded, (0)::numeric))) AS spent
           FROM ((ledger.holds h
             CROSS JOIN LATERAL unnest(h.limits) used(id))
             LEFT JOIN of_hold o ON (((o.wallet = h.wallet) AND (o.hold = h.id))))
          GROUP BY used.id
        )
 SELECT legs.wallet,
    'a movement does not sum to zero'::text AS what,
    (legs.version)::text AS ref
   FROM legs
  WHERE (legs.total <> (0)::numeric)
UNION ALL
 SELECT COALESCE(l.wallet, m.wallet) AS wallet,
    'entries and movements do not belong together'::text AS what,
    (COALESCE(l.version, m.version))::text AS ref
   FROM (legs l
     FULL JOIN ledger.movements m ON (((m.wallet = l.wallet) AND (m.version = l.version))))
  WHERE ((l.entries IS DISTINCT FROM l.highest) OR (l.lowest IS DISTINCT FROM 1) OR (m.version IS NULL) OR ((m.available)::numeric <> l.available) OR ((m.held)::numeric <> l.held) OR ((m.overrun)::numeric <> l.overrun))
UNION ALL
 SELECT e.wallet,
    'an entry does not belong to its kind of movement'::text AS what,
    ((e.version || '.'::text) || e."position") AS ref
   FROM (ledger.entries e
     JOIN ledger.movements m ON (((m.wallet = e.wallet) AND (m.version = e.version))))
  WHERE (((e.amount = 0) AND ((e.account <> 'held'::ledger.account) OR (e."position" <> 1) OR (m.kind <> ALL (ARRAY['charge'::ledger.kind, 'return'::ledger.kind])))) OR ((e.amount <> 0) AND (((((((((((((((m.kind)::text <> 'grant'::text) OR ((e.account)::text <> 'available'::text) OR (sign((e.amount)::double precision) <> (1)::double precision)) AND (((m.kind)::text <> 'grant'::text) OR ((e.account)::text <> 'issued'::text) OR (sign((e.amount)::double precision) <> ('-1'::integer)::double precision))) AND (((m.kind)::text <> 'hold'::text) OR ((e.account)::text <> 'available'::text) OR (sign((e.amount)::double precision) <> ('-1'::integer)::double precision))) AND (((m.kind)::text <> 'hold'::text) OR ((e.account)::text <> 'held'::text) OR (sign((e.amount)::double precision) <> (1)::double precision))) AND (((m.kind)::text <> 'charge'::text) OR ((e.account)::text <> 'held'::text) OR (sign((e.amount)::double precision) <> ('-1'::integer)::double precision))) AND (((m.kind)::text <> 'charge'::text) OR ((e.account)::text <> 'revenue'::text) OR (sign((e.amount)::double precision) <> (1)::double precision))) AND (((m.kind)::text <> 'charge'::text) OR ((e.account)::text <> 'overrun'::text) OR (sign((e.amount)::double precision) <> ('-1'::integer)::double precision))) AND (((m.kind)::text <> 'return'::text) OR ((e.account)::text <> 'held'::text) OR (sign((e.amount)::double precision) <> ('-1'::integer)::double precision))) AND (((m.kind)::text <> 'return'::text) OR ((e.account)::text <> 'available'::text) OR (sign((e.amount)::double precision) <> (1)::double precision))) AND (((m.kind)::text <> 'refund'::text) OR ((e.account)::text <> 'available'::text) OR (sign((e.amount)::double precision) <> (1)::double precision))) AND (((m.kind)::text <> 'refund'::text) OR ((e.account)::text <> 'refunds'::text) OR (sign((e.amount)::double precision) <> ('-1'::integer)::double precision))) AND (((m.kind)::text <> 'expiry'::text) OR ((e.account)::text <> 'available'::text) OR (sign((e.amount)::double precision) <> ('-1'::integer)::double precision))) AND (((m.kind)::text <> 'expiry'::text) OR ((e.account)::text <> 'expired'::text) OR (sign((e.amount)::double precision) <> (1)::double precision)))))
UNION ALL
 SELECT w.id AS wallet,
    'the balance is not the sum of the entries'::text AS what,
    (w.version)::text AS ref
   FROM (ledger.wallets w
     LEFT JOIN ( SELECT legs.wallet,
            sum(legs.available) AS available,
            sum(legs.held) AS held
           FROM legs
          GROUP BY legs.wallet) e ON ((e.wallet = w.id)))
  WHERE (((w.available)::numeric <> COALESCE(e.available, (0)::numeric)) OR ((w.held)::numeric <> COALESCE(e.held, (0)::numeric)))
UNION ALL
 SELECT w.id AS wallet,
    'the balance is not the sum of the lots'::text AS what,
    (w.version)::text AS ref
   FROM (ledger.wallets w
     LEFT JOIN ( SELECT lots.wallet,
            sum((lots.remaining)::bigint) AS available,
            sum((lots.held)::bigint) AS held
           FROM ledger.lots
          GROUP BY lots.wallet) l ON ((l.wallet = w.id)))
  WHERE (((w.available)::numeric <> COALESCE(l.available, (0)::numeric)) OR ((w.held)::numeric <> COALESCE(l.held, (0)::numeric)))
UNION ALL
 SELECT w.id AS wallet,
    'held is not the sum of the open holds'::text AS what,
    (w.version)::text AS ref
   FROM (ledger.wallets w
     LEFT JOIN ( SELECT holds.wallet,
            sum(((holds.amount)::bigint - (holds.captured)::bigint)) AS held
           FROM ledger.holds
          WHERE (holds.ended_by IS NULL)
          GROUP BY holds.wallet) h ON ((h.wallet = w.id)))
  WHERE ((w.held)::numeric <> COALESCE(h.held, (0)::numeric))
UNION ALL
 SELECT s.wallet,
    'the balance after a movement does not follow'::text AS what,
    (s.version)::text AS ref
   FROM steps s
  WHERE (((s.available_after)::bigint <> (s.available_before + s.available)) OR ((s.held_after)::bigint <> (s.held_before + s.held)))
UNION ALL
 SELECT chain.wallet,
    'the balance after an entry does not follow'::text AS what,
    ((chain.version || '.'::text) || chain."position") AS ref
   FROM chain
  WHERE ((chain.balance)::numeric <> chain.running)
UNION ALL
 SELECT steps.wallet,
    'a version is missing'::text AS what,
    (steps.version)::text AS ref
   FROM steps
  WHERE (steps.version <> (steps.version_before + 1))
UNION ALL
 SELECT steps.wallet,
    'a date lies before the one before it'::text AS what,
    (steps.version)::text AS ref
   FROM steps
  WHERE (steps.at < steps.at_before)
UNION ALL
 SELECT w.id AS wallet,
    'the version is not the last movement'::text AS what,
    (w.version)::text AS ref
   FROM (ledger.wallets w
     LEFT JOIN ( SELECT movements.wallet,
            max(movements.version) AS version,
            max(movements.at) AS at
           FROM ledger.movements
          GROUP BY movements.wallet) m ON ((m.wallet = w.id)))
  WHERE ((w.version <> COALESCE(m.version, (0)::bigint)) OR (w.latest_at < m.at))
UNION ALL
 SELECT m.wallet,
    'a movement of no wallet'::text AS what,
    (m.version)::text AS ref
   FROM ledger.movements m
  WHERE (NOT (EXISTS ( SELECT
           FROM ledger.wallets w
          WHERE (w.id = m.wallet))))
UNION ALL
 SELECT chain.wallet,
    'an entry does not follow the one before it'::text AS what,
    ((chain.version || '.'::text) || chain."position") AS ref
   FROM chain
  WHERE (chain.previous <> chain.hash_before)
UNION ALL
 SELECT chain.wallet,
    'an entry is not what its hash says'::text AS what,
    ((chain.version || '.'::text) || chain."position") AS ref
   FROM chain
  WHERE (chain.hash <> chain.recomputed)
UNION ALL
 SELECT c.wallet,
    'the head is not the last hash'::text AS what,
    (c.version)::text AS ref
   FROM (chain c
     JOIN ledger.movements m ON (((m.wallet = c.wallet) AND (m.version = c.version))))
  WHERE ((c.next_version IS DISTINCT FROM c.version) AND (m.head <> c.hash))
UNION ALL
 SELECT w.id AS wallet,
    'the head is not the last hash'::text AS what,
    (w.version)::text AS ref
   FROM (ledger.wallets w
     LEFT JOIN chain c ON (((c.wallet = w.id) AND (c.next_version IS NULL))))
  WHERE (w.head <> COALESCE(c.hash, decode(repeat('00'::text, 32), 'hex'::text)))
UNION ALL
 SELECT h.wallet,
    'a hold is not what its movements say'::text AS what,
    h.id AS ref
   FROM (ledger.holds h
     LEFT JOIN of_hold o ON (((o.wallet = h.wallet) AND (o.hold = h.id))))
  WHERE ((o.begun IS DISTINCT FROM 1) OR (o.amount <> (h.amount)::numeric) OR (o.captured <> (h.captured)::numeric) OR ((o.captured + o.returned) > o.amount))
UNION ALL
 SELECT h.wallet,
    'a hold does not end exactly once'::text AS what,
    h.id AS ref
   FROM (ledger.holds h
     LEFT JOIN of_hold o ON (((o.wallet = h.wallet) AND (o.hold = h.id))))
  WHERE ((o.ended > 1) OR (o.ended_by IS DISTINCT FROM h.ended_by) OR ((h.ended_by IS NULL) <> (h.ended_as IS NULL)) OR ((o.ended = 1) AND ((o.captured + o.returned) <> o.amount)))
UNION ALL
 SELECT o.wallet,
    'a movement of no hold'::text AS what,
    o.hold AS ref
   FROM of_hold o
  WHERE (NOT (EXISTS ( SELECT
           FROM ledger.holds h
          WHERE ((h.wallet = o.wallet) AND (h.id = o.hold)))))
UNION ALL
 SELECT h.wallet,
    'a hold is not the sum of its lots'::text AS what,
    h.id AS ref
   FROM ((ledger.holds h
     LEFT JOIN parts_of_hold p ON (((p.wallet = h.wallet) AND (p.hold = h.id))))
     LEFT JOIN of_hold o ON (((o.wallet = h.wallet) AND (o.hold = h.id))))
  WHERE ((p.amount IS DISTINCT FROM (h.amount)::numeric) OR (p.captured <> (h.captured)::numeric) OR (p.refunded <> o.refunded))
UNION ALL
 SELECT l.wallet,
    'a lot does not add up'::text AS what,
    (l.id)::text AS ref
   FROM (ledger.lots l
     LEFT JOIN parts_of_lot p ON ((p.lot = l.id)))
  WHERE (((l.held)::numeric <> COALESCE(p.held, (0)::numeric)) OR (l.open <> (((l.remaining)::bigint > 0) OR ((l.held)::bigint > 0))) OR ((l.granted)::numeric <> ((((l.remaining)::numeric + (l.held)::numeric) + (l.expired)::numeric) + COALESCE(p.captured, (0)::numeric))))
UNION ALL
 SELECT m.wallet,
    'lots were made that no movement gave'::text AS what,
    (m.version)::text AS ref
   FROM (ledger.movements m
     LEFT JOIN ( SELECT lots.wallet,
            lots.version,
            sum((lots.granted)::bigint) AS granted
           FROM ledger.lots
          GROUP BY lots.wallet, lots.version) l ON (((l.wallet = m.wallet) AND (l.version = m.version))))
  WHERE (COALESCE(l.granted, (0)::numeric) <> (
        CASE
            WHEN (m.kind = ANY (ARRAY['grant'::ledger.kind, 'refund'::ledger.kind])) THEN m.available
            ELSE (0)::bigint
        END)::numeric)
UNION ALL
 SELECT COALESCE(l.wallet, m.wallet) AS wallet,
    'what expired is not what was written off'::text AS what,
    NULL::text AS ref
   FROM (( SELECT lots.wallet,
            sum((lots.expired)::bigint) AS expired
           FROM ledger.lots
          GROUP BY lots.wallet) l
     FULL JOIN ( SELECT movements.wallet,
            (- sum(movements.available)) AS expired
           FROM ledger.movements
          WHERE (movements.kind = 'expiry'::ledger.kind)
          GROUP BY movements.wallet) m ON ((m.wallet = l.wallet)))
  WHERE (COALESCE(l.expired, (0)::numeric) <> COALESCE(m.expired, (0)::numeric))
UNION ALL
 SELECT l.wallet,
    'a limit is not its holds and spend'::text AS what,
    (l.id)::text AS ref
   FROM (ledger.limits l
     LEFT JOIN use_of_limit u ON ((u.id = l.id)))
  WHERE (((l.held)::numeric <> COALESCE(u.held, (0)::numeric)) OR ((l.spent)::numeric <> COALESCE(u.spent, (0)::numeric)))
UNION ALL
 SELECT r.wallet,
    'refunds are above the charge'::text AS what,
    (r.refund_of)::text AS ref
   FROM (( SELECT movements.wallet,
            movements.refund_of,
            sum(movements.available) AS refunded
           FROM ledger.movements
          WHERE (movements.kind = 'refund'::ledger.kind)
          GROUP BY movements.wallet, movements.refund_of) r
     LEFT JOIN ledger.movements c ON (((c.wallet = r.wallet) AND (c.version = r.refund_of) AND (c.kind = 'charge'::ledger.kind))))
  WHERE ((c.version IS NULL) OR (r.refunded > ((- c.held))::numeric));

-- functions

function keter.estimate_facts(text,timestamp with time zone,text[]) returns record

function keter.keep_price_books() returns trigger

function ledger.cause_text(ledger.cause) returns text

function ledger.digest_of(text) returns bytea

function ledger.end_hold(ledger.wallets,ledger.holds,text,bytea,timestamp with time zone,ledger.cause,ledger.end_reason) returns ledger.movements

function ledger.entry_text(text,integer,ledger.account,bigint,bigint) returns text

function ledger.expire_lots(timestamp with time zone,integer) returns TABLE(wallet text, lot bigint, expired bigint, version bigint)

function ledger.field(text) returns text

function ledger.grant_credits(text,text,timestamp with time zone,ledger.cause,bigint,ledger.lot_source,integer,timestamp with time zone,text) returns ledger.outcome

function ledger.hold(text,text,timestamp with time zone,ledger.cause,text,bigint,bigint[],timestamp with time zone) returns ledger.outcome

function ledger.lock_wallet(text,timestamp with time zone) returns ledger.wallets

function ledger.move_limits(bigint[],bigint,bigint) returns void

function ledger.movement_text(ledger.movements) returns text

function ledger.open_hold(text,text) returns ledger.holds

function ledger.open_wallet(text,timestamp with time zone) returns void

function ledger.outcome_of(ledger.movements,boolean) returns ledger.outcome

function ledger.post(ledger.wallets,ledger.movements,ledger.account[],bigint[]) returns ledger.movements

function ledger.posted_before(text,text,bytea) returns ledger.movements

function ledger.refund(text,text,timestamp with time zone,ledger.cause,bigint,bigint,text,timestamp with time zone) returns ledger.outcome

function ledger.refuse(text,text,jsonb) returns void

function ledger.refuse_rewriting() returns trigger

function ledger.release(text,text,timestamp with time zone,ledger.cause,text,ledger.end_reason) returns ledger.outcome

function ledger.set_limit(text,ledger.limit_scope,text,ledger.limit_period,timestamp with time zone,timestamp with time zone,ledger.limit_mode,bigint,timestamp with time zone) returns bigint

function ledger.settle(text,text,timestamp with time zone,ledger.cause,text,bigint) returns ledger.outcome

function ledger.sweep_holds(timestamp with time zone,integer) returns TABLE(wallet text, hold text, returned bigint, version bigint)

function ledger.time_text(timestamp with time zone) returns text

function ledger.version_before(text,timestamp with time zone) returns bigint
