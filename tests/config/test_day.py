"""The day is Paris's: what is written in SQL asks for it too. In Python, ruff refuses every other clock (DTZ)."""

import re
from pathlib import Path

import allervers
from tests.processes import python

SOURCES = Path(allervers.__file__).parent
# `now()::date`, `current_date` and a moment cast to a date follow the time zone of the connection, which is UTC.
ANOTHER_CLOCK = re.compile(
    r"\bcurrent_date\b|\blocaltimestamp\b|\bnow\(\)\s*::\s*date|_at\s*::\s*date|_at\)\s*::\s*date", re.I
)


def test_no_statement_asks_for_the_day_of_the_machine():
    found = [
        f"{file.relative_to(SOURCES)}:{number}"
        for suffix in ("py", "sql")
        for file in SOURCES.rglob(f"*.{suffix}")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if ANOTHER_CLOCK.search(line)
    ]
    assert found == []


def test_the_day_is_that_of_paris_whatever_the_machine_says(tmp_path):
    """At half past eleven in the evening of 31 December in London, the year has begun in Paris."""
    program = """
import datetime, django
from unittest.mock import patch
django.setup()
from django.utils import timezone
with patch("django.utils.timezone.now", lambda: datetime.datetime(2026, 12, 31, 23, 30, tzinfo=datetime.UTC)):
    print(timezone.localdate())
"""
    for zone in ("UTC", "America/Cayenne", "Pacific/Noumea"):
        started = python(program, tmp_path, TZ=zone, DJANGO_SETTINGS_MODULE="allervers.config.settings")
        assert started.communicate(timeout=60)[0].strip() == "2027-01-01"
