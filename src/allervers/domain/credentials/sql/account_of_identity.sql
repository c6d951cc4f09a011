CREATE OR REPLACE FUNCTION public.account_of_identity(of_issuer text, of_subject text)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select account_id from credentials_linkedidentity where issuer = of_issuer and subject = of_subject $function$;
comment on function account_of_identity(text,text) is
'Asked before anybody is known.';
