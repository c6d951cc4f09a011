"""What is learned of parcels: not received, collected, reversed for a reason. A file, kept whole or refused whole.

Each is kept by its first day, so that neither the order of the lines nor bringing them in twice changes anything.
"""

import csv
import datetime
import os
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from ..imports.fields import EARLIEST, code, day
from ..imports.layout import Column, Layout
from ..imports.reading import Told
from ..imports.refusals import Refusals
from ..imports.rules import Rule, check
from ..imports.staging import stage
from ..organisations.context import running_programmes
from .answers import number
from .codes import NoParcel, ParcelNews, Reversal
from .models import Parcel, Programme

PLACE = "au CCAS ou au CIAS de {}"
"""Where what did not come is collected (inventory #156)."""


@dataclass
class Report:
    """What became of the lines. `unknown`: households of no parcel; `excluded`: no parcel had left for them; `early`:
    days before that of their wave."""

    refusals: Refusals
    lines: int = 0
    kept: int = 0
    unchanged: int = 0
    unknown: int = 0
    excluded: int = 0
    early: int = 0


def bring_in(programme: Programme, path: Path, today: datetime.date, told: Told = lambda done, size: None) -> Report:
    """Keep the file whole, or refuse it whole where a line cannot be read. The same file twice changes nothing."""
    report = Report(Refusals(path.name))
    layout = Layout(
        "parcels.csv",
        (
            Column("household_id", number("du foyer"), "bigint", varied=True),
            Column("kind", code(ParcelNews)),
            Column("received_on", day(today, EARLIEST), "date"),
            Column("reason", code(Reversal, optional=True)),
        ),
    )
    with running_programmes("programme parcels"), connection.cursor() as cursor:
        report.lines = stage(cursor, path, layout, report.refusals, told, fate="text")
        check(cursor, f"select * from {layout.table}", _RULES, report.refusals)
        if not report.refusals.total:
            _keep(cursor, programme, report)
    return report


_RULES = (
    Rule("reason", "kind = 'reversal' and reason = ''", "une annulation sans motif", " ou ".join(Reversal.values)),
    Rule("reason", "kind <> 'reversal' and reason <> ''", "un motif sans annulation", "rien"),
)


def _keep(cursor, programme: Programme, report: Report) -> None:
    key = {"programme": programme.pk}
    cursor.execute(_HOLD, key)
    cursor.execute(_FATE, key)
    cursor.execute("select fate, count(*) from staged_parcels group by 1")
    fates = dict(cursor.fetchall())
    for fate in ("kept", "unchanged", "unknown", "excluded", "early"):
        setattr(report, fate, fates.get(fate, 0))
    cursor.execute(_CHANGE, key)


_HOLD = """
    with held as (select p.household from programmes_parcel p
                  where p.programme_id = %(programme)s and p.household in (select household_id from staged_parcels)
                  order by p.household for update)
    select count(*) from held
"""
# Of a line that says what an earlier one says, or what is known, nothing follows.
_FATE = """
    update staged_parcels s set fate = case
      when p.household is null then 'unknown'
      when s.received_on < w.on then 'early'
      when p.exclusion <> '' and (s.kind <> 'collected' or p.exclusion = 'deceased') then 'excluded'
      when case s.kind when 'collected' then p.collected_on when 'reversal' then p.reversed_on
           else p.not_received_on end <= s.received_on or l.place > 1
      then 'unchanged'
      else 'kept' end
    from (select *, row_number() over (partition by household_id, kind order by received_on, line) as place
          from staged_parcels) l
      left join programmes_parcel p on p.programme_id = %(programme)s and p.household = l.household_id
      left join programmes_programmewave w on w.programme_id = p.programme_id and w.number = p.wave
    where l.line = s.line
"""
_CHANGE = """
    update programmes_parcel p
    set not_received_on = coalesce(s.not_received, p.not_received_on),
        collected_on = coalesce(s.collected, p.collected_on),
        reversed_on = coalesce(s.reversed, p.reversed_on), reversal = coalesce(s.reason, p.reversal)
    from (select household_id, min(received_on) filter (where kind = 'not_received') as not_received,
                 min(received_on) filter (where kind = 'collected') as collected,
                 min(received_on) filter (where kind = 'reversal') as reversed,
                 min(reason) filter (where kind = 'reversal') as reason
          from staged_parcels where fate = 'kept' group by 1) s
    where p.programme_id = %(programme)s and p.household = s.household_id
"""


# --- To be collected -------------------------------------------------------------------------------------------------


def place_of(commune: str) -> str:
    """Where a household of this commune (INSEE code, or nothing) collects what did not come."""
    return PLACE.format(f"la commune {commune}" if commune else "sa commune")


def write_to_collect(programme: Programme, file: Path) -> int:
    """Write the parcels that wait, by commune, for those who hand them over; how many there are. What did not come,
    and what did not leave while somebody is alive; neither what was collected nor what was reversed."""
    draft = file.with_name(f".{file.name}.draft")
    count = 0
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as opened, running_programmes("programme collect"):
        out = csv.writer(opened, delimiter=";", lineterminator="\n")
        out.writerow(["household_id", "person_id", "commune_code", "masks", "where", "why"])
        for parcel in waiting(programme).order_by("commune", "household").iterator():
            why = parcel.exclusion or ParcelNews.NOT_RECEIVED.value
            place = place_of(parcel.commune)
            out.writerow([parcel.household, parcel.person, parcel.commune, parcel.items, place, why])
            count += 1
    draft.replace(file)
    return count


def waiting(programme: Programme):
    """The parcels that are to be collected."""
    known = Parcel.objects.filter(programme=programme, collected_on=None, reversed_on=None)
    return known.exclude(exclusion=NoParcel.DECEASED).exclude(exclusion="", not_received_on=None)
