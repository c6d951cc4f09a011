CREATE OR REPLACE FUNCTION public.name_likeness(typed text, words text)
 RETURNS real
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT COST 1000
 SET search_path TO 'public', 'pg_temp'
AS $function$
select greatest(word_similarity(typed, words), avg(best)::real) from (
  select max(
    case when starts_with(word, wanted) then 0.9 + 0.1 * length(wanted) / length(word)
         else 1 - levenshtein(wanted, left(word, 100))::real / greatest(length(wanted), length(word)) end
  ) as best
  from unnest(string_to_array(left(typed, 100), ' ')) wanted, unnest(string_to_array(words, ' ')) word
  group by wanted
) each_word
$function$;
