import os

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from allervers.config.database import _refuse_another_version
from allervers.config.local import Unusable
from allervers.domain import objects


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_the_text_of_each_database_object_is_that_of_the_migrated_database():
    if os.environ.get("WRITE_SQL"):
        objects.write()
    texts, kept = objects.current(), objects.kept()
    changed = sorted(path.name for path in texts.keys() | kept.keys() if texts.get(path) != kept.get(path))
    assert changed == [], "load their files in a migration; `make sql` writes them as PostgreSQL understands them"
    assert len(texts) > 100


@pytest.mark.django_db
def test_a_database_of_another_version_is_refused():
    ours = set(MigrationRecorder(connection).applied_migrations())
    _refuse_another_version(ours)
    _refuse_another_version(set())
    with pytest.raises(Unusable, match="people 0099_of_later"):
        _refuse_another_version(ours | {("people", "0099_of_later")})
    # Of a version between two migrations that are one today.
    with pytest.raises(Unusable, match="people 0005_search_with_birth"):
        _refuse_another_version(ours - {("people", "0006_search_by_phone_end")})


@pytest.mark.django_db
def test_the_settings_pass_django_s_own_checks():
    call_command("check", fail_level="WARNING")
