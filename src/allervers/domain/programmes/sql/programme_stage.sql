CREATE OR REPLACE FUNCTION public.programme_stage()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  drop table if exists pg_temp.staged_enrolment;
  create temporary table staged_enrolment (
    person bigint, fund_id bigint, notice text, exclusion text, code_digest bytea) on commit drop;
  execute format('grant select, insert on pg_temp.staged_enrolment to %I', session_user);
end $function$;
comment on function programme_stage() is
'A temporary table for a portion of a wave, which COPY fills: row-level security refuses COPY into the table itself.';
