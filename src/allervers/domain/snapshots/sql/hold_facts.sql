CREATE OR REPLACE FUNCTION public.hold_facts()
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  lock table figures_referralfact, figures_accompanimentfact in share mode;
  return clock_timestamp();
end $function$;
comment on function hold_facts() is
'While a snapshot is made nobody writes facts: what was written before is counted, what comes after leaves a line.';
