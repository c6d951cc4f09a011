"""Which of some blobs no row names: asked over all funds at once, telling nothing else."""

from django.db import migrations
from django.db.migrations import RunSQL


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [
        RunSQL(
            """
            create function blobs_without_a_row(names text[]) returns text[] language sql stable
            security definer set search_path = public, pg_temp as $$
              select array(select name from unnest(names) as name
                           where not exists (select from documents_document where blob = name))
            $$;
            """,
            "drop function blobs_without_a_row(text[]);",
        )
    ]
