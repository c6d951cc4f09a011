CREATE OR REPLACE FUNCTION public.answers_for_data_of(fund bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select current_organisation_id() = fund and (current_account_id() is null or exists (
  select from organisations_user where id = current_account_id() and is_active
    and organisation_id = fund and role = 'data_protection_officer'))
$function$;
comment on function answers_for_data_of(bigint) is
'The data-protection officer of this fund; and what works for the fund without an account: the job, the person on their own page.';
