CREATE OR REPLACE FUNCTION public.programme_tags(exclusion text, state text, activated boolean, created boolean, live date, persons bigint, issued bigint, used bigint, expired bigint)
 RETURNS TABLE(what text, day date, number bigint)
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
select * from (values
  (case when exclusion <> '' then 'excluded:' || exclusion else 'notified' end, null::date, persons),
  (case when state <> '' then 'state:' || state end, null, persons),
  (case when activated then 'activated' end, null, persons),
  (case when created then 'created' end, null, persons),
  (case when live is not null then 'code_live' end, live, persons),
  ('codes_issued', null, issued),
  ('codes_used', null, used),
  ('codes_expired', null, expired)) as counted (what, day, number)
where what is not null and number <> 0
$function$;
comment on function programme_tags(text,text,boolean,boolean,date,bigint,bigint,bigint,bigint) is
'What enrolments that are alike count for in the figures of their programme.';
