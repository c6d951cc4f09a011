CREATE OR REPLACE FUNCTION public.follow_care_refusal(digest bytea)
 RETURNS TABLE(state text, received_on date, ended_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select r.state, r.received_on, r.ended_on from care_refusals_carerefusal r where r.follow_digest = digest $function$;
comment on function follow_care_refusal(bytea) is
'What whoever holds the code of an anonymous report is told: where it stands, and since when. Nothing else of it.';
