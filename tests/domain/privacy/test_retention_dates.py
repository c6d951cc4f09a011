"""The day announced on the screen is the day on which the database erases."""

import datetime

import pytest
from django.db import connection

from allervers.domain.privacy.retention import erase_on


@pytest.mark.django_db
@pytest.mark.parametrize("closed_on", ["2024-06-01", "2024-08-31", "2022-08-31", "2024-12-15", "2025-08-30"])
def test_screen_and_database_agree_on_eighteen_months(closed_on):
    with connection.cursor() as cursor:
        cursor.execute("select (%s::date + interval '18 months')::date", [closed_on])
        assert erase_on(datetime.date.fromisoformat(closed_on)) == cursor.fetchone()[0]
