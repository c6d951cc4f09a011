"""Search of a person by name: one typing error in every word, the beginning of a word, else what looks alike.

Trigrams alone lose short names: « Matrin » has three of the eight trigrams of « Martin ». Two words that differ by one
letter (missing, added, changed, or exchanged with its neighbour) always have in common the word itself or the word
less one letter. These variants are indexed; a search asks for those of each typed word. Names joined or cut otherwise
than the fund has them (« Dupontel », « Du Pontel ») are still found by trigrams, when the rest finds nobody.
"""

from django.contrib.postgres.operations import CreateExtension
from django.db import migrations
from django.db.migrations import RunSQL

# All of them take comparable names (`name_key`): words of letters and digits, one space between them.
FUNCTIONS = RunSQL(
    """
    create function name_variants(words text) returns text[] language sql immutable parallel safe strict cost 1000 as $$
      select coalesce(array_agg(distinct variant), '{}') from (
        select word as variant from unnest(string_to_array(words, ' ')) word
        union all
        select left(word, place - 1) || substr(word, place + 1)
        from unnest(string_to_array(words, ' ')) word, generate_series(1, length(word)) place
        where length(word) > 2
      ) every where variant <> ''
    $$;

    create function name_query(typed text) returns tsquery language sql immutable parallel safe strict as $$
      select string_agg(
        -- The last word may not be finished. (For the others, reading all names that begin so would take long.)
        format(case when length(word) > 2 and place = words then '(%s|%s:*)' else '(%s)' end,
               array_to_string(name_variants(word), '|'), word),
        '&')::tsquery
      from (
        select word, place, count(*) over () as words
        from unnest(string_to_array(left(typed, 100), ' ')) with ordinality each (word, place) where word <> ''
      ) numbered
    $$;

    create function name_likeness(typed text, words text) returns real
    language sql immutable parallel safe strict cost 1000 set search_path = public, pg_temp as $$
      select greatest(word_similarity(typed, words), avg(best)::real) from (
        select max(
          case when starts_with(word, wanted) then 0.9 + 0.1 * length(wanted) / length(word)
               else 1 - levenshtein(wanted, left(word, 100))::real / greatest(length(wanted), length(word)) end
        ) as best
        from unnest(string_to_array(left(typed, 100), ' ')) wanted, unnest(string_to_array(words, ' ')) word
        group by wanted
      ) each_word
    $$;

    create function name_matches(typed text, words text) returns boolean
    language sql immutable parallel safe strict cost 1000 set search_path = public, pg_temp as $$
      select coalesce(array_to_tsvector(name_variants(words)) @@ name_query(typed), false)
          or word_similarity(typed, words) >= 0.5
    $$;

    create index person_by_misspelt_name on people_person
      using gin (fund_id, array_to_tsvector(name_variants(search_text)));
    """,
    """
    drop index person_by_misspelt_name;
    drop function name_matches(text, text); drop function name_likeness(text, text);
    drop function name_query(text); drop function name_variants(text);
    """,
)

# As before, it runs as the owner of the tables and filters on the fund of the context itself: neither text search nor
# trigrams are leakproof, so row-level security would keep the application from using their indexes.
SEARCH = RunSQL(
    """
    -- Its setting is only known, and ours to set, in a session where pg_trgm was used.
    select word_similarity('', '');
    create or replace function search_persons(typed text, how_many int)
    returns table (person_id uuid, likeness real)
    language plpgsql stable security definer
    set search_path = public, pg_temp
    set pg_trgm.word_similarity_threshold = 0.5 as $$
    declare
      fund bigint := current_organisation_id();
      wanted text := name_key(typed);
    begin
      -- To rate a name costs more than to find it: of very common ones, those that are spelt right are rated first.
      return query
        select id, name_likeness(wanted, search_text) from (
          select id, search_text, birth_name_key, first_name_key from people_person
          where fund_id = fund and array_to_tsvector(name_variants(search_text)) @@ name_query(wanted)
          order by string_to_array(search_text, ' ') @> string_to_array(wanted, ' ') desc, birth_name_key, first_name_key
          limit 10 * how_many
        ) nearly
        order by 2 desc, birth_name_key, first_name_key limit how_many;
      if not found then
        return query
          select id, name_likeness(wanted, search_text) from (
            select id, search_text, birth_name_key, first_name_key from people_person
            where fund_id = fund and wanted <% search_text
            order by word_similarity(wanted, search_text) desc
            limit 10 * how_many
          ) alike
          order by 2 desc, birth_name_key, first_name_key limit how_many;
      end if;
    end $$;
    """,
    RunSQL.noop,
)


class Migration(migrations.Migration):
    dependencies = [("people", "0003_nir_trail")]

    operations = [CreateExtension("fuzzystrmatch"), FUNCTIONS, SEARCH]
