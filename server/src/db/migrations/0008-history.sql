-- The charge history at any length: every filter has an index that ends in the version, so that a page is read in its order and nothing else is. Rules: docs/rules/history.md.

-- Grants, refunds and expiries are few among many; who asks for them alone must not read past the rest. Nothing is written here for a hold, a charge or a return.
create index rare_movements on ledger.movements (wallet, version) where kind in ('grant', 'refund', 'expiry');
create index rare_movements_of_project on ledger.movements (wallet, project, version) where kind in ('grant', 'refund', 'expiry');
create index rare_movements_of_actor on ledger.movements (wallet, actor, version) where kind in ('grant', 'refund', 'expiry');
create index rare_movements_of_tool on ledger.movements (wallet, tool, version) where kind in ('grant', 'refund', 'expiry');
create index movements_of_key on ledger.movements (wallet, api_key, version) where api_key is not null;

-- For whom a project is done: costs can be asked by client.
alter table keter.projects add column client text;
create index projects_of_client on keter.projects (workspace_id, client) where client is not null;
