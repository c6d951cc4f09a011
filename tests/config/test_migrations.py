import os
from contextlib import nullcontext

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from allervers.config import database
from allervers.config.database import _refuse_another_version
from allervers.config.former_migrations import ANEW, FORMER
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
def test_each_object_is_laid_by_a_session_that_has_just_begun():
    """As after a migration was killed, or in one of a later version: nothing was loaded by what ran before."""
    for path in sorted(objects.DOMAIN.glob("*/sql/*.sql")):
        with database._connect("owner") as owner, owner.transaction(force_rollback=True):
            owner.execute(objects.load(path.stem).sql)


@pytest.mark.django_db
def test_a_database_of_another_version_is_refused():
    ours = set(MigrationRecorder(connection).applied_migrations())
    _refuse_another_version(ours)
    _refuse_another_version(set())
    _refuse_another_version(ours - {("people", "0002_rules")})  # killed meanwhile: goes on from there
    with pytest.raises(Unusable, match=r"autre version .* people 0099_of_later"):
        _refuse_another_version(ours | {("people", "0099_of_later")})


@pytest.mark.django_db
def test_a_database_of_before_migrations_began_anew_stands_as_it_is_or_is_refused(monkeypatch):
    ours = set(MigrationRecorder(connection).applied_migrations())
    before = (ours - ANEW) | FORMER
    assert ours > ANEW
    _refuse_another_version(before)

    written = set()
    monkeypatch.setattr(database, "as_owner", nullcontext)
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda self: dict.fromkeys(before | written))
    monkeypatch.setattr(MigrationRecorder, "record_applied", lambda self, *key: written.add(key))
    database._migrate()  # makes nothing
    assert written == ANEW

    # Of a version in between: without its last change, without a room that came later, with hardly anything.
    for missing in (
        {("people", "0004_protected_since")},
        {key for key in FORMER if key[0] == "care_refusals"},
        FORMER - {("organisations", "0001_initial")},
    ):
        with pytest.raises(Unusable, match=rf"trop ancienne .* {' '.join(min(missing))}\)"):
            _refuse_another_version(before - missing)


@pytest.mark.django_db
def test_the_settings_pass_django_s_own_checks():
    call_command("check", fail_level="WARNING")
