CREATE OR REPLACE FUNCTION public.name_matches(typed text, words text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE COST 1000
AS $function$
select coalesce(array_to_tsvector(name_variants(words)) @@ name_query(typed), false)
    or word_similarity(typed, words) >= 0.5
$function$;
comment on function name_matches(text,text) is
'Without a setting of its own and not strict, it is read as if its body stood in the query: what was typed is understood once for all rows.';
