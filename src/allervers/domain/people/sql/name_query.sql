CREATE OR REPLACE FUNCTION public.name_query(typed text)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
select string_agg(
  -- The last word may not be finished. (For the others, reading all names that begin so would take long.)
  format(case when length(word) > 2 and place = words then '(%s|%s:*)' else '(%s)' end,
         array_to_string(name_variants(word), '|'), word),
  '&')::tsquery
from (
  select word, place, count(*) over () as words
  from unnest(string_to_array(left(typed, 100), ' ')) with ordinality each (word, place) where word <> ''
) numbered
$function$;
