CREATE OR REPLACE FUNCTION public.partner_create(new_kind text, new_name text, new_category text, new_code text)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare fund bigint := current_organisation_id(); made bigint;
begin
  if fund is null or not manages_accounts_of(fund) or new_kind not in ('partner', 'health_professional')
     or not exists (select from organisations_organisation where id = fund and kind = 'fund') then
    raise insufficient_privilege using message = 'an administrator of a fund must make this partner';
  end if;
  insert into organisations_organisation (code, name, kind, category, department, local_fund_id, is_active)
    values (new_code, new_name, new_kind, new_category, '', fund, true)
    on conflict (code) do nothing;
  select id into made from organisations_organisation
    where code = new_code and local_fund_id = fund and kind in ('partner', 'health_professional');
  return made;
end $function$;
comment on function partner_create(text,text,text,text) is
'With the same code, the one made before by the same fund; nothing (null) when the code is somebody else''s.';
