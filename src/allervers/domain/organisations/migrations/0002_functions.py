"""SQL functions that later migrations stand on: the context of row-level security, and comparable names."""

from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension, UnaccentExtension
from django.db import migrations
from django.db.migrations import RunSQL

from ..rls import CONTEXT_FUNCTIONS

# `unaccent` is only stable because its dictionary could change; with the dictionary named, the result is fixed.
# Apostrophes and hyphens become spaces: « L'Hermite », « Jean-Paul » and « jean paul » must meet.
COMPARABLE = RunSQL(
    """
    create function name_key(value text) returns text language sql immutable parallel safe strict
      set search_path = public, pg_catalog as $$
        select btrim(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, value)), '[^a-z0-9]+', ' ', 'g'))
      $$;
    create function phone_key(value text) returns text language sql immutable parallel safe strict as $$
        select right(regexp_replace(value, '[^0-9]', '', 'g'), 9)
      $$;
    """,
    "drop function name_key(text); drop function phone_key(text);",
)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [UnaccentExtension(), TrigramExtension(), BtreeGinExtension(), CONTEXT_FUNCTIONS, COMPARABLE]
