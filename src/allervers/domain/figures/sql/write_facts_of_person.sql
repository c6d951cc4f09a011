CREATE OR REPLACE FUNCTION public.write_facts_of_person()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform write_facts(referral_id) from accompaniment_accompaniment where person_id = new.id;
  return null;
end $function$;
