"""resources.csv: the monthly resources that social bodies transmit (DRM); a later transmission corrects."""

import datetime
import re

from django.db.backends.utils import CursorWrapper

from allervers.law.codes import FAMILY_WORDS, RESOURCE_WORDS

from ..imports.fields import day, one_of, quoted
from ..imports.layout import Column
from ..imports.refusals import Unreadable
from ..imports.rules import Rule
from .loading import contradiction

KEY = "person_id, kind, month, transmitted_on"
KINDS = (*RESOURCE_WORDS, *FAMILY_WORDS)
OLDEST = datetime.date(2015, 1, 1)
_AMOUNT = re.compile(r"\d{1,9}(?:\.\d{1,2})?")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-01)?")


class ResourcesFile:
    name = "resources"
    rules = (
        Rule(
            "transmitted_on",
            "transmitted_on < month",
            "transmis avant le mois payé",
            "un jour du mois payé, ou après",
        ),
    )
    contradiction = contradiction("amount", "contredit {}", "un seul montant par nature, mois et jour de transmission")

    def columns(self, today: datetime.date) -> tuple[Column, ...]:
        return (
            Column("kind", _kind),
            Column("month", _month(today), "date"),
            Column("amount", _cents, "bigint", varied=True),
            Column("transmitted_on", day(today, OLDEST), "date"),
        )

    def contradictions(self, source: str) -> str:
        return f"""
            with sent as (select min(line) as line, {KEY}, amount from {source} as line group by {KEY}, amount)
            select sent.line, 0 as other from sent join coverage_monthlyresource as known using ({KEY})
            where known.amount_cents <> sent.amount
            union all
            select sent.line, earlier.line from sent join sent as earlier using ({KEY})
            where earlier.line < sent.line"""

    def keep(self, cursor: CursorWrapper, fund_id: int, source: str) -> int:
        cursor.execute(
            f"""insert into coverage_monthlyresource (fund_id, {KEY}, amount_cents)
                select distinct %s::bigint, {KEY}, amount from {source} as line
                on conflict ({KEY}) do nothing""",
            [fund_id],
        )
        return cursor.rowcount


def _kind(cell: str) -> str:
    if cell not in KINDS:
        raise Unreadable(quoted(cell), one_of(KINDS))
    return cell


def _month(today: datetime.date):
    def read(cell: str) -> str:
        if not _MONTH.fullmatch(cell):
            raise Unreadable(quoted(cell), "un mois, AAAA-MM")
        first = f"{cell[:7]}-01"
        if not OLDEST.isoformat() <= first <= today.isoformat():
            raise Unreadable(f"{cell} est trop ancien ou dans le futur", f"un mois depuis {OLDEST}")
        return first

    return read


def _cents(cell: str) -> str:
    """Euros with a point and two decimals at the most, as cents: no float comes near an amount."""
    if not _AMOUNT.fullmatch(cell):
        raise Unreadable(quoted(cell), "un montant en euros, 812.40")
    euros, _, cents = cell.partition(".")
    return str(int(euros) * 100 + int(f"{cents:0<2}"))
