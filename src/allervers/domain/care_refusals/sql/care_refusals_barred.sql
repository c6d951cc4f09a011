CREATE OR REPLACE FUNCTION public.care_refusals_barred()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select linked.refusal_id from care_refusals_carerefusallink linked where linked.account_id = current_account_id()
union
select other.id
from care_refusals_carerefusallink linked
  join care_refusals_carerefusal known on known.id = linked.refusal_id
  join care_refusals_carerefusal other on other.fund_id = known.fund_id and other.person_id = known.person_id
where linked.account_id = current_account_id() and linked.kind = 'person'
union
select other.id
from care_refusals_carerefusallink linked
  join care_refusals_carerefusal known on known.id = linked.refusal_id
  join care_refusals_carerefusal other on other.service_id = known.service_id and other.rpps = known.rpps
where linked.account_id = current_account_id() and linked.kind = 'professional' and other.rpps <> '' $function$;
comment on function care_refusals_barred() is
'The context of row-level security: the refusals of care that this account declared a link with, and the others of the same person or the same professional.';
