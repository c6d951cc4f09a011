CREATE OR REPLACE FUNCTION public.note_changes_of_referral_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ begin
insert into snapshots_factchange (kind, fact_id, fund_id, at, before) select 'referral', n.id, n.fund_id, clock_timestamp(), null from new_facts n
where exists (select 1 from snapshots_snapshot s where (n.received_on between s.start and s."end") and (s.fund_id is null or s.fund_id = n.fund_id)); return null; end $function$;
comment on function note_changes_of_referral_insert() is
'Keeps each fact as it was before a change, by statement, in the transaction of the change, and only for what some snapshot''s period and fund concern: where nothing was frozen, nothing is kept.';
