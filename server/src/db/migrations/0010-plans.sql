-- Changes of plan: now, or at the end of the period, when upkeep performs them. Rules: docs/rules/plans.md.
create table keter.plan_changes (
  id text primary key,
  workspace_id text not null references keter.workspaces (id),
  key text not null,
  from_plan text not null,
  to_plan text not null,
  takes_effect timestamptz not null,
  state text not null check (state in ('pending', 'done', 'cancelled')),
  credits bigint not null check (credits >= 0),
  -- What was cut of the plan's credits, once it is done.
  cut bigint not null default 0 check (cut >= 0),
  -- What it costs for the rest of the period; null where the price book names no price.
  due_amount text,
  due_currency text,
  asked_by text not null,
  asked_at timestamptz not null,
  done_at timestamptz,
  unique (workspace_id, key)
);
create unique index plan_change_pending on keter.plan_changes (workspace_id) where state = 'pending';
create index plan_changes_of_workspace on keter.plan_changes (workspace_id, id desc);
