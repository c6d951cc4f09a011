CREATE OR REPLACE FUNCTION public.write_facts_of_referral()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin perform write_facts(new.id); return null; end $function$;
