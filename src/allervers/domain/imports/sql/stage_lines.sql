CREATE OR REPLACE FUNCTION public.stage_lines(kind text, names text[], types text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  staged text := 'staged_' || kind;
  columns text := (select string_agg(format('%I %s', name, type::regtype), ', ') from unnest(names, types) as given (name, type));
begin
  execute format('drop table if exists pg_temp.%I', staged);
  execute format('create temporary table %I (line integer, unreadable text[], %s) on commit drop', staged, columns);
  execute format('create index on pg_temp.%I (%I)', staged, names[1]);
  execute format('grant select, insert, update on pg_temp.%I to %I', staged, session_user);
end $function$;
comment on function stage_lines(text,text[],text[]) is
'A temporary table for the lines of a file, looked up by the first column; the application may make no other.';
