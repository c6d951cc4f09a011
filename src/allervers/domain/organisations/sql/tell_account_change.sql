CREATE OR REPLACE FUNCTION public.tell_account_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  trail jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb;
  happened text;
begin
  if tg_op = 'INSERT' then happened := 'created';
  elsif new.is_active <> old.is_active then
    happened := case when new.is_active then 'reopened' else 'closed' end;
  elsif new.role <> old.role or new.organisation_id <> old.organisation_id then happened := 'role';
  elsif new.password <> old.password and current_account_id() is distinct from new.id then happened := 'password';
  else return null;
  end if;
  perform tell_change(new.id, current_account_id(), happened,
                      case when tg_op = 'INSERT' then '' else old.role end, trail->>'why');
  return null;
end $function$;
