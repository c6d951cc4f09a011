CREATE OR REPLACE FUNCTION public.own_social_service_notes()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select id from social_service_socialservicenote where author_id = current_account_id() $function$;
comment on function own_social_service_notes() is
'The notes that the account of the context wrote: it alone names their readers. A function, for a policy cannot ask a table whose policy asks its own.';
