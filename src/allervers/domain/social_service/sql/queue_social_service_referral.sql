CREATE OR REPLACE FUNCTION public.queue_social_service_referral()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_table_name = 'social_service_socialservicereferral' then
    insert into social_service_socialservicequeue (referral_id, service_id, fund_id)
      values (new.id, new.service_id, new.fund_id);
  else
    delete from social_service_socialservicequeue where referral_id = new.referral_id;
  end if;
  return null;
end $function$;
comment on function queue_social_service_referral() is
'A request waits until its file is written.';
