"""The search by name takes the days of birth, when they are known, into the same reading of the indexes."""

from django.db import migrations
from django.db.migrations import RunSQL

SEARCH = RunSQL(
    """
    -- Its setting is only known, and ours to set, in a session where pg_trgm was used.
    select word_similarity('', '');
    drop function search_persons(text, int);
    create function search_persons(typed text, how_many int, born_from date default null, born_to date default null)
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
    end $$;
    """,
    "drop function search_persons(text, int, date, date);",
)

# Without a setting of its own and not strict, it is read as if its body stood in the query: what was typed is
# understood once for all rows.
MATCHES = RunSQL(
    """
    create or replace function name_matches(typed text, words text) returns boolean
    language sql immutable parallel safe cost 1000 as $$
      select coalesce(array_to_tsvector(name_variants(words)) @@ name_query(typed), false)
          or word_similarity(typed, words) >= 0.5
    $$;
    alter function name_matches(text, text) reset search_path;
    alter function name_matches(text, text) called on null input;
    """,
    RunSQL.noop,
)


class Migration(migrations.Migration):
    dependencies = [("people", "0004_search_with_typing_errors")]

    operations = [SEARCH, MATCHES]
