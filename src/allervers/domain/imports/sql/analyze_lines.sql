CREATE OR REPLACE FUNCTION public.analyze_lines(kind text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  execute format('analyze pg_temp.%I', 'staged_' || kind);
end $function$;
comment on function analyze_lines(text) is
'How many lines are staged, and of what sort, for what joins them.';
