CREATE OR REPLACE FUNCTION public.refuse_message_when_protected()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  -- Whoever is placing a protection holds the person: waited for, then looked at.
  perform from people_person where id = new.person_id for key share;
  if exists (select from protection_protection where person_id = new.person_id and ended_at is null) then
    raise check_violation using constraint = 'message_to_a_protected_person',
      message = 'no message is written to a person who is protected';
  end if;
  return new;
end $function$;
