CREATE OR REPLACE FUNCTION public.messages_left_behind()
 RETURNS TABLE(waiting bigint, uncertain bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select count(*) filter (where state = 'waiting' and leave_after < now() - interval '15 minutes'),
       count(*) filter (where state = 'unknown')
from outbox_message where state in ('waiting', 'leaving', 'unknown')
$function$;
comment on function messages_left_behind() is
'For who watches over the service: messages that should have left, and those that may have. Numbers alone.';
