CREATE OR REPLACE FUNCTION public.refuse_frozen_audience()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (select from campaigns_campaign c where c.frozen_at is not null and c.id =
             case tg_op when 'DELETE' then old.campaign_id else new.campaign_id end) then
    raise exception 'the audience of a frozen campaign does not change'
      using errcode = 'check_violation', constraint = 'campaign_audience_is_frozen';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $function$;
comment on function refuse_frozen_audience() is
'Once a campaign is frozen nobody enters its audience, leaves it or changes group: not by any program.';
