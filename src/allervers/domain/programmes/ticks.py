"""The passage of a day: spaces are created for whoever was told, had their time, and said nothing."""

import datetime
from dataclasses import dataclass

from django.db import connection

from ..imports.reading import Told
from ..organisations.context import running_programmes
from . import clocks
from .models import Programme
from .workflow import alone

PORTION = 100_000  # persons


@dataclass
class Passage:
    """What a tick did. `earlier_than`: a later day that the programme was brought up to already."""

    created: int = 0
    waves: tuple[int, ...] = ()
    earlier_than: datetime.date | None = None


def tick(
    programme: Programme, on: datetime.date, told: Told = lambda done, size: None, *, portion: int = PORTION
) -> Passage:
    """Create what is due on this day, in portions that are each kept; run again, it goes on. An answer that is written
    at the same moment waits for its portion, or the portion for it: each row is read again under its lock.

    A day before the last one creates what was due by then, and takes nothing back.
    """
    with alone(programme):
        with running_programmes("programme tick"):
            programme.refresh_from_db()
            waiting = list(programme.waves.filter(done=True, created_on=None))
            due = [each for each in waiting if clocks.created_on(programme.phase, each.on, on) <= on]
            done = Passage(waves=tuple(each.number for each in due))
            if programme.as_of and on < programme.as_of:
                done.earlier_than = programme.as_of
        after = None
        persons = 0
        while due:
            after, seen, created = _portion(programme, done.waves, on, after, portion)
            done.created += created
            persons += seen
            told(persons, programme.population)
            if seen < portion:
                break
        with running_programmes("programme tick"):
            programme.waves.filter(pk__in=[each.pk for each in due]).update(created_on=on)
            if not done.earlier_than:
                programme.as_of = on
                programme.save(update_fields=["as_of"])
    return done


def _portion(
    programme: Programme, waves: tuple[int, ...], on: datetime.date, after: int | None, portion: int
) -> tuple[int | None, int, int]:
    """The last person looked at, how many were, and how many spaces were created."""
    key = {"programme": programme.pk, "after": after, "portion": portion, "waves": list(waves), "on": on}
    with running_programmes("programme tick"), connection.cursor() as cursor:
        cursor.execute(_NEXT, key)
        last, seen = cursor.fetchone()
        if not seen:
            return None, 0, 0
        cursor.execute(_CREATE, key | {"last": last})
        return last, seen, cursor.rowcount


_FROM_THERE = "programme_id = %(programme)s and (%(after)s::bigint is null or person > %(after)s::bigint)"
_NEXT = f"""
    select max(person), count(*) from (
      select person from programmes_enrolment where {_FROM_THERE} order by person limit %(portion)s) as next
"""
_CREATE = f"""
    update programmes_enrolment set state = 'created', created_on = %(on)s
    where {_FROM_THERE} and person <= %(last)s and wave = any(%(waves)s) and state = 'notified'
"""
