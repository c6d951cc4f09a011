CREATE OR REPLACE FUNCTION public.forget_campaign_identities()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  forgotten int;
begin
  update campaigns_member m set identity = null, address_digest = null
  from campaigns_campaign c
  where c.id = m.campaign_id and (m.identity is not null or m.address_digest is not null)
    and (c.launched_at < now() - interval '180 days' or c.created_at < now() - interval '12 months');
  get diagnostics forgotten = row_count;
  return forgotten;
end $function$;
comment on function forget_campaign_identities() is
'Who a number is goes with the campaign: 180 days after its first message, when the last result is read, and after twelve months whatever happens. Numbers, groups and outcomes stay, to measure.';
