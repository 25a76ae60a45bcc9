-- What people work with: workspaces' settings, projects, assets and their immutable versions, quotes, runs and iterations.
-- Ids are text with a prefix (core/src/id.ts). Times come in as arguments. Accounts and keys are better-auth's, in public; money is in schema ledger.

create table keter.settings (
  name text primary key,
  value text not null
);

-- One row a workspace (better-auth's organization of the same id).
create table keter.workspaces (
  id text primary key,
  name text not null,
  plan text not null,
  created_at timestamptz not null
);

-- Books are kept whole: a quote pins the one it was made from.
create table keter.price_books (
  digest text primary key,
  id text not null,
  version text not null,
  document jsonb not null,
  published_at timestamptz not null
);

create table keter.projects (
  id text primary key,
  workspace_id text not null references keter.workspaces (id),
  name text not null,
  brief jsonb,
  created_by text not null,
  created_at timestamptz not null
);
create index projects_of_workspace on keter.projects (workspace_id, id desc);

create table keter.assets (
  id text primary key,
  workspace_id text not null,
  project_id text not null references keter.projects (id),
  name text not null,
  source_version_id text,
  current_version_id text,
  upload_id text unique,
  created_by text not null,
  created_at timestamptz not null
);
create index assets_of_project on keter.assets (project_id, id desc);

create table keter.versions (
  id text primary key,
  workspace_id text not null,
  asset_id text not null references keter.assets (id),
  sha256 text not null,
  bytes bigint not null,
  media_type text not null,
  measurement jsonb not null,
  iteration_id text,
  created_at timestamptz not null
);
create index versions_of_asset on keter.versions (asset_id, id desc);

create table keter.quotes (
  id text primary key,
  workspace_id text not null,
  project_id text not null references keter.projects (id),
  book_digest text not null references keter.price_books (digest),
  plan text not null,
  edit jsonb not null,
  iterations int not null check (iterations > 0),
  prompt text,
  seed bigint,
  sources jsonb not null,
  digest text not null,
  estimate jsonb not null,
  low bigint not null check (low >= 0),
  most bigint not null check (most >= low),
  created_by text not null,
  api_key text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz
);

create table keter.runs (
  id text primary key,
  workspace_id text not null,
  project_id text not null references keter.projects (id),
  quote_id text not null unique references keter.quotes (id),
  receipt_id text not null unique,
  -- Null where the quote's most is 0: nothing to hold.
  hold_id text unique,
  state text not null check (state in ('running', 'waiting', 'ended')),
  created_by text not null,
  api_key text,
  hold_expires_at timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index runs_of_workspace on keter.runs (workspace_id, id desc);
create index runs_of_project on keter.runs (project_id, id desc);
create index runs_with_hold on keter.runs (hold_expires_at) where state <> 'ended';

create table keter.run_sources (
  run_id text not null references keter.runs (id),
  position int not null,
  asset_id text not null references keter.assets (id),
  version_id text not null references keter.versions (id),
  name text not null,
  -- Position of an equal source earlier in the same run: its results are shared and cost nothing.
  same_as int,
  -- What all planned attempts of this source may charge.
  most bigint not null check (most >= 0),
  state text not null check (state in ('open', 'kept', 'ended')),
  primary key (run_id, position)
);

create table keter.iterations (
  id text primary key,
  workspace_id text not null,
  run_id text not null,
  position int not null,
  attempt int not null check (attempt > 0),
  state text not null check (state in ('queued', 'running', 'done', 'defective', 'failed', 'cancelled')),
  edit jsonb not null,
  prompt text,
  seed bigint,
  -- Everything that decides the result: source bytes, tool, options, seed, model and version.
  fingerprint text not null,
  progress real not null default 0,
  eta jsonb,
  result_version_id text references keter.versions (id),
  inspection jsonb,
  verdict text check (verdict in ('kept', 'rejected', 'defective')),
  lines jsonb not null default '[]',
  charge bigint not null default 0 check (charge >= 0),
  refunded bigint not null default 0 check (refunded between 0 and charge),
  charge_movement text,
  ledger_head text,
  engine jsonb,
  failure jsonb,
  job_id text,
  -- How often a process began it: one that ends every process it meets is given up.
  starts int not null default 0,
  -- Machine and process that began it last.
  worker text,
  -- The iteration whose stored result this one returned, free of charge.
  same_as text,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  foreign key (run_id, position) references keter.run_sources (run_id, position),
  unique (run_id, position, attempt),
  -- Every captured credit has a delivered result or a refund.
  check (state <> 'done' or result_version_id is not null),
  check (state in ('done', 'defective') or charge = 0),
  check (state <> 'defective' or refunded = charge)
);
create index iterations_same on keter.iterations (workspace_id, fingerprint) where state = 'done';

-- Requests that spend, by their Idempotency-Key: a retry is answered with the run that the first one made or changed.
create table keter.answers (
  workspace_id text not null,
  key text not null,
  digest text not null,
  run_id text not null,
  created_at timestamptz not null,
  constraint answers_pkey primary key (workspace_id, key)
);

-- How fast each machine has been, by kind of work; what the time of the next edit is told from.
create table keter.throughput (
  machine text not null,
  kind text not null,
  seconds_per_megapixel double precision not null,
  primary key (machine, kind)
);
