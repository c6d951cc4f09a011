CREATE OR REPLACE FUNCTION public.may_change_protection(asked uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select exists (select from protection_protection p where p.id = asked and p.ended_at is null
               and p.id in (select my_protections()) and guards_persons_of(p.fund_id))
$function$;
comment on function may_change_protection(uuid) is
'An adviser who is named, or a manager of the fund, while it lasts (`protection.permissions.may_change`).';
