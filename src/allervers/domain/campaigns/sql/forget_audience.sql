CREATE OR REPLACE FUNCTION public.forget_audience(campaign uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  forgotten int;
begin
  delete from campaigns_member where campaign_id = campaign and fund_id = current_organisation_id();
  get diagnostics forgotten = row_count;
  return forgotten;
end $function$;
comment on function forget_audience(uuid) is
'The application cannot delete what concerns a person: an audience that another file replaces goes, of the fund of the context, before it is frozen.';
