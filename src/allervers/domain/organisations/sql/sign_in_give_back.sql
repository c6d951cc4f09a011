CREATE OR REPLACE FUNCTION public.sign_in_give_back(keys text[], forgotten text[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
with locked as (
  select name_digest from organisations_signintries where name_digest = any(keys)
  order by name_digest for update)
update organisations_signintries as known
  set count = case when known.name_digest = any(forgotten) then 0 else greatest(known.count - 1, 0) end
  from locked where locked.name_digest = known.name_digest $function$;
comment on function sign_in_give_back(text[],text[]) is
'The try was right: it counts nowhere, and those before it no longer count under `forgotten`.';
