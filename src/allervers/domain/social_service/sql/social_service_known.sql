CREATE OR REPLACE FUNCTION public.social_service_known(asked uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select case when count(*) = 1 then (array_agg(person.id))[1] end
from social_service_socialservicereferral referral
  join people_person person on person.fund_id = referral.fund_id
   and (person.nir_digest = referral.nir_digest
     or (person.nir_digest is null or referral.nir_digest is null) and person.birth_date = referral.birth_date
        and person.birth_name_key = name_key(referral.birth_name)
        and person.first_name_key = name_key(referral.first_name))
where referral.id = asked and referral.service_id in (select current_service_ids()) $function$;
comment on function social_service_known(uuid) is
'The fund''s person of whom a request speaks without a doubt, for the members of the service that received it: to a service of another body the fund''s persons are not shown.';
