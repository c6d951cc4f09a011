CREATE OR REPLACE FUNCTION public.funds_with_campaign(called text)
 RETURNS TABLE(fund_id bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select fund_id from campaigns_campaign where name = called
$function$;
comment on function funds_with_campaign(text) is
'Which funds have a campaign of this name: a command names it without the fund, and then opens that fund alone.';
