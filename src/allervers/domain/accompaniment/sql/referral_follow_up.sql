CREATE OR REPLACE FUNCTION public.referral_follow_up()
 RETURNS TABLE(referral_id uuid, contacted boolean, closed boolean, relevant boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select r.id,
       exists (select from accompaniment_contact c where c.referral_id = r.id and c.result = 'reached'),
       a.closed_on is not null,
       case when a.id is null or a.opened_on is null and a.closure_reason = 'unreachable' then null
            else a.closure_reason <> 'not_relevant' end
from referrals_referral r left join accompaniment_accompaniment a on a.referral_id = r.id
where r.reported_by_id = (select current_account_id()) and r.feedback_consent
$function$;
comment on function referral_follow_up() is
'What a detector may know of the referrals they sent, where the person agreed to it. A person who could not be reached says nothing about the referral: its relevance stays unknown.';
