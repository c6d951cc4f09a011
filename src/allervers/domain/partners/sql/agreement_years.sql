CREATE OR REPLACE FUNCTION public.agreement_years()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare until date := coalesce(new.ends_on, (new.signed_on + interval '30 years')::date);
begin
  delete from partners_agreementyear
    where agreement_id = new.id
      and (new.withdrawn_at is not null or in_force_on < new.signed_on or in_force_on > until);
  if new.withdrawn_at is null then
    insert into partners_agreementyear (id, agreement_id, fund_id, in_force_on)
      select gen_random_uuid(), new.id, new.fund_id, make_date(year, 12, 31)
      from generate_series(extract(year from new.signed_on)::int, extract(year from until)::int) as year
      where make_date(year, 12, 31) <= until
      on conflict (agreement_id, in_force_on) do nothing;
  end if;
  return null;
end $function$;
comment on function agreement_years() is
'Keeps the 31 Decembers on which an agreement is in force, which figures count; one that was signed without an end holds
for thirty years, so that nothing waits for a night''s work.';
revoke all on function agreement_years() from public;
