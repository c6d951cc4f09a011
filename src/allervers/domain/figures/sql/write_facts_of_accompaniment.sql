CREATE OR REPLACE FUNCTION public.write_facts_of_accompaniment()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin perform write_facts(new.referral_id); return null; end $function$;
