"""Search of a person by name, typing errors allowed.

Trigram operators are not leakproof, so under row-level security their index would not be used: the search runs as
the owner of the tables and filters on the fund of the context itself. Without a context it finds nothing.
"""

from django.db import migrations
from django.db.migrations import RunSQL

SEARCH = RunSQL(
    """
    create index person_by_name on people_person using gin (fund_id, search_text gin_trgm_ops);
    create function search_persons(typed text, how_many int)
    returns table (person_id uuid, likeness real)
    language sql stable security definer
    set search_path = public, pg_temp
    set pg_trgm.word_similarity_threshold = 0.5 as $$
      select id, word_similarity(name_key(typed), search_text)
      from people_person
      where fund_id = (select current_organisation_id()) and name_key(typed) <% search_text
      order by 2 desc, birth_name_key, first_name_key
      limit how_many
    $$;
    """,
    "drop function search_persons(text, int); drop index person_by_name;",
)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [SEARCH]
