-- Price books that are published while the studio runs, and estimates that are shared as links.

-- From when a book is in force, who published it (null: it came with the studio), and why.
alter table keter.price_books add column effective timestamptz;
update keter.price_books set effective = (document ->> 'effective')::timestamptz;
alter table keter.price_books alter column effective set not null;
alter table keter.price_books add column published_by text;
alter table keter.price_books add column note text;
create index price_books_by_effective on keter.price_books (effective desc, published_at desc);

-- A published book never changes: quotes and receipts point at it.
create function keter.keep_price_books() returns trigger language plpgsql as $$
begin
  raise exception 'a published price book cannot be changed or removed' using errcode = 'restrict_violation';
end $$;
create trigger price_books_stay before update or delete or truncate on keter.price_books for each statement execute function keter.keep_price_books();

-- Whether an estimate can be read with its link alone, and who said so.
alter table keter.workspaces add column share_estimates boolean not null default false;
alter table keter.workspaces add column settings_changed_by text;
alter table keter.workspaces add column settings_changed_at timestamptz;

create table keter.shared_estimates (
  id text primary key,
  workspace_id text not null references keter.workspaces (id),
  title text,
  -- Everything the price was computed from beside the book, so that it can be computed again under another.
  inputs jsonb not null,
  -- Without the balance: it is nobody else's business.
  estimate jsonb not null,
  book_digest text not null references keter.price_books (digest),
  created_by text not null,
  api_key text,
  created_at timestamptz not null,
  revoked_by text,
  revoked_at timestamptz
);
create index shared_estimates_of_workspace on keter.shared_estimates (workspace_id, id desc);

-- What a workspace was delivered in a period, for its replay under another book.
create index iterations_ended on keter.iterations (workspace_id, ended_at) where state in ('done', 'defective');
-- Where the bytes of a file are, by their hash.
create index versions_by_hash on keter.versions (workspace_id, sha256);
