CREATE OR REPLACE FUNCTION public.survey_answer_in_time()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (
    select from surveys_survey as survey
    where survey.id = new.survey_id and survey.withdrawn_at is null
      and (now() at time zone 'Europe/Paris')::date between survey.opens_on and survey.closes_on
  ) then
    raise exception 'a survey is answered while it is open' using errcode = 'check_violation',
      constraint = 'survey_answer_in_time';
  end if;
  return new;
end $function$;
comment on function survey_answer_in_time() is
'A survey is answered from the day on which it opens to its last day, and not once it was withdrawn.';
