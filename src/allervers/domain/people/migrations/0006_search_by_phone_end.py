"""Persons by the last digits of their telephone number: what a missed call or a colleague's note leaves.

`reverse` is not leakproof: under row-level security its index would not be used, so the search runs as the owner of the
table and filters on the fund of the context itself.
"""

from django.db import migrations
from django.db.migrations import RunSQL

SEARCH = RunSQL(
    """
    create index person_by_phone_end on people_person (fund_id, reverse(phone_key) text_pattern_ops);
    create function persons_by_phone_end(digits text, how_many int) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
      select id from people_person
      where fund_id = (select current_organisation_id()) and reverse(phone_key) like reverse(digits) || '%'
      order by birth_name_key, first_name_key, id limit how_many
    $$;
    """,
    "drop function persons_by_phone_end(text, int); drop index person_by_phone_end;",
)


class Migration(migrations.Migration):
    dependencies = [("people", "0005_search_with_birth")]

    operations = [SEARCH]
