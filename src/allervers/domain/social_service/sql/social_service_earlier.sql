CREATE OR REPLACE FUNCTION public.social_service_earlier(asked uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select other.id
from social_service_socialservicereferral referral
  join social_service_socialservicereferral other on other.service_id = referral.service_id
   and other.id <> referral.id and other.received_at <= referral.received_at
   and (other.nir_digest = referral.nir_digest
     or (other.nir_digest is null or referral.nir_digest is null) and other.birth_date = referral.birth_date
        and name_key(other.birth_name) = name_key(referral.birth_name)
        and name_key(other.first_name) = name_key(referral.first_name))
where referral.id = asked and referral.service_id in (select current_service_ids()) $function$;
comment on function social_service_earlier(uuid) is
'Earlier requests to the same service about the same person, for its members.';
