CREATE OR REPLACE FUNCTION public.name_variants(words text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT COST 1000
AS $function$
select coalesce(array_agg(distinct variant), '{}') from (
  select word as variant from unnest(string_to_array(words, ' ')) word
  union all
  select left(word, place - 1) || substr(word, place + 1)
  from unnest(string_to_array(words, ' ')) word, generate_series(1, length(word)) place
  where length(word) > 2
) every where variant <> ''
$function$;
comment on function name_variants(text) is
'The words themselves and each word less one letter, of comparable names (`name_key`). Trigrams alone lose short names; two words that differ by one letter (missing, added, changed, or exchanged with its neighbour) always have one of these in common.';
