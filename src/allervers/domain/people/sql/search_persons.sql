CREATE OR REPLACE FUNCTION public.search_persons(typed text, how_many integer, born_from date DEFAULT NULL::date, born_to date DEFAULT NULL::date)
 RETURNS TABLE(person_id uuid, likeness real)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET "pg_trgm.word_similarity_threshold" TO '0.5'
AS $function$
declare
  fund bigint := current_organisation_id();
  wanted text := name_key(typed);
begin
  -- To rate a name costs more than to find it: of very common ones, those that are spelt right are rated first.
  return query
    select id, name_likeness(wanted, search_text) from (
      select id, search_text, birth_name_key, first_name_key from people_person
      where fund_id = fund and array_to_tsvector(name_variants(search_text)) @@ name_query(wanted)
        and (born_from is null or birth_date between born_from and born_to)
      order by string_to_array(search_text, ' ') @> string_to_array(wanted, ' ') desc, birth_name_key, first_name_key
      limit 10 * how_many
    ) nearly
    order by 2 desc, birth_name_key, first_name_key limit how_many;
  if not found then
    return query
      select id, name_likeness(wanted, search_text) from (
        select id, search_text, birth_name_key, first_name_key from people_person
        where fund_id = fund and wanted <% search_text
          and (born_from is null or birth_date between born_from and born_to)
        order by word_similarity(wanted, search_text) desc
        limit 10 * how_many
      ) alike
      order by 2 desc, birth_name_key, first_name_key limit how_many;
  end if;
end $function$;
comment on function search_persons(text,integer,date,date) is
'One typing error in every word, the beginning of a word, else what looks alike (names joined or cut otherwise). Neither text search, trigrams nor `reverse` are leakproof, so row-level security would keep the application from using their indexes: this runs as the owner and filters on the fund of the context itself. Without a context it finds nothing.';
