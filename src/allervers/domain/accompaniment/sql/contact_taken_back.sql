CREATE OR REPLACE FUNCTION public.contact_taken_back(contact uuid)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
with gone as (
  delete from accompaniment_contact c
  where c.id = contact and c.author_id = (select current_account_id())
    and (c.created_at at time zone 'Europe/Paris')::date = (now() at time zone 'Europe/Paris')::date
    and not exists (
      select from accompaniment_accompaniment a where a.referral_id = c.referral_id and a.closed_on is not null)
  returning c.id
)
select exists (select from gone)
$function$;
comment on function contact_taken_back(uuid) is
'A contact noted by mistake is taken back by its author on the day it was written, while its file is open. False when nothing was.';
