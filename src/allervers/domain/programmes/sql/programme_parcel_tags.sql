CREATE OR REPLACE FUNCTION public.programme_parcel_tags(exclusion text, persons bigint, items bigint, not_received date, collected date, reversal text)
 RETURNS TABLE(what text, number bigint)
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
select * from (values
  (case when exclusion <> '' then 'excluded:' || exclusion else 'notified' end, 1::bigint),
  (case when exclusion = '' then 'persons' end, persons),
  (case when exclusion = '' then 'items' end, items),
  (case when exclusion <> '' then 'excluded_persons' end, persons),
  (case when exclusion = '' then 'size:' || least(persons, 8) end, 1),
  (case when not_received is not null then 'not_received' end, 1),
  (case when collected is not null then 'collected' end, 1),
  (case when collected is not null then 'collected_items' end, items),
  (case when (not_received is not null or exclusion not in ('', 'deceased')) and collected is null and reversal = '' then 'to_collect' end, 1),
  (case when reversal <> '' then 'reversed:' || reversal end, 1),
  (case when reversal <> '' then 'reversed_items' end, items)) as counted (what, number)
where what is not null
$function$;
comment on function programme_parcel_tags(text,bigint,bigint,date,date,text) is
'What a parcel counts for in the figures of its programme.';
