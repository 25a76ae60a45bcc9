-- All that an estimate asks of the database, in one call, because it is made at every keystroke: the plan, what could be held now
-- (as the ledger's balance says it, lots that are over left out), and which of these edits of these bytes were done before.
create function keter.estimate_facts(
  p_workspace text, p_at timestamptz, p_fingerprints text[], p_cause ledger.cause,
  out plan text, out available bigint, out held bigint, out done text[], out limits jsonb
) language plpgsql stable as $$
begin
  select w.plan into strict plan from keter.workspaces as w where w.id = p_workspace;
  select w.held, w.available - coalesce(
      (select sum(l.remaining) from ledger.lots as l where l.wallet = w.id and l.open and l.expires_at <= p_at), 0)
    into strict held, available from ledger.wallets as w where w.id = p_workspace;
  if (select w.limits from ledger.wallets as w where w.id = p_workspace) > 0 then
    select jsonb_agg(jsonb_build_object('id', h.id::text, 'scope', h.scope, 'period', h.period, 'mode', h.mode, 'maximum', h.maximum::text, 'used', (h.held + h.spent)::text))
      into limits from ledger.headroom(p_workspace, p_at, p_cause) as h;
  end if;
  if cardinality(p_fingerprints) > 0 then
    select array_agg(distinct i.fingerprint) into done from keter.iterations as i
      where i.workspace_id = p_workspace and i.state = 'done' and i.fingerprint = any (p_fingerprints);
  end if;
  done := coalesce(done, '{}');
end $$;
