CREATE OR REPLACE FUNCTION public.survey_asks_the_same()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  raise exception 'what a survey asks never changes' using errcode = 'check_violation',
    constraint = 'survey_asks_the_same';
end $function$;
comment on function survey_asks_the_same() is
'Title, year and questions of a survey stay as they were when it was opened: answers would else be read under other questions.';
