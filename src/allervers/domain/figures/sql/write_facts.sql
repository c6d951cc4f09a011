CREATE OR REPLACE FUNCTION public.write_facts(file uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
insert into figures_referralfact (
  id, fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
  urgent, forgone_care, forgone_since, forgone_causes)
select id, fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
       urgent, forgone_care, forgone_since, forgone_causes
from fact_of_referral where id = file
on conflict (id) do update set
  (fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
   urgent, forgone_care, forgone_since, forgone_causes) =
  (excluded.fund_id, excluded.received_on, excluded.detector_family, excluded.detector_category,
   excluded.reasons, excluded.sex, excluded.age, excluded.studies_opposed,
   excluded.urgent, excluded.forgone_care, excluded.forgone_since, excluded.forgone_causes);

insert into figures_accompanimentfact (
  id, fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
  opened_on, closed_on, closure_reason, themes, outcomes, care_types, publics,
  gp_declared_at_end, c2s_at_end, ald_exemption_at_end)
select id, fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
       opened_on, closed_on, closure_reason, themes, outcomes, care_types, publics,
       gp_declared_at_end, c2s_at_end, ald_exemption_at_end
from fact_of_accompaniment where referral_id = file
on conflict (id) do update set
  (fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
   opened_on, closed_on, closure_reason, themes, outcomes, care_types, publics,
   gp_declared_at_end, c2s_at_end, ald_exemption_at_end) =
  (excluded.fund_id, excluded.received_on, excluded.detector_family, excluded.detector_category,
   excluded.reasons, excluded.sex, excluded.age, excluded.studies_opposed,
   excluded.opened_on, excluded.closed_on, excluded.closure_reason, excluded.themes, excluded.outcomes,
   excluded.care_types, excluded.publics,
   excluded.gp_declared_at_end, excluded.c2s_at_end, excluded.ald_exemption_at_end)
$function$;
comment on function write_facts(uuid) is
'One function writes both facts of a file, whatever changed: the referral, the accompaniment or the person.';
revoke all on function write_facts(uuid) from public;
