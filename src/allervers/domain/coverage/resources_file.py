"""resources.csv: the monthly resources that social bodies transmit (DRM); a later transmission corrects."""

import datetime
import re

from allervers.law.codes import FAMILY_WORDS, RESOURCE_WORDS

from ..imports.fields import day, one_of, quoted
from ..imports.layout import Column
from ..imports.refusals import Refusals, Unreadable
from .loading import OfFund, Values
from .models import MonthlyResource

KINDS = (*RESOURCE_WORDS, *FAMILY_WORDS)
OLDEST = datetime.date(2015, 1, 1)
_AMOUNT = re.compile(r"\d{1,9}(?:\.\d{1,2})?")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-01)?")


class ResourcesFile:
    name = "resources"

    def columns(self, today: datetime.date) -> tuple[Column, ...]:
        return (
            Column("kind", _kind),
            Column("month", _month(today)),
            Column("amount", _cents, varied=True),
            Column("transmitted_on", day(today, OLDEST)),
        )

    def check(self, number: int, values: Values, refusals: Refusals) -> None:
        if values["transmitted_on"] < values["month"]:
            refusals.add(number, "transmitted_on", "transmis avant le mois payé", "un jour du mois payé, ou après")

    def keep(self, lines: OfFund) -> int:
        known = _known({line.person_id for line in lines.lines})
        new = []
        for line in lines.lines:
            of = line.values
            key = (line.person_id, of["kind"], of["month"], of["transmitted_on"])
            amount, place = known.get(key, (None, 0))
            if amount is None:
                known[key] = (int(of["amount"]), line.number)
                new.append(key)
            elif amount != int(of["amount"]):
                said = f"la ligne {place}" if place else "ce qui a déjà été repris"
                expected = "un seul montant par nature, mois et jour de transmission"
                lines.refusals.add(line.number, "amount", f"contredit {said}", expected)
        if not lines.refusals.total:
            MonthlyResource.objects.bulk_create([_row(lines.fund_id, key, known[key][0]) for key in new], 5_000)
        return len(new)


def _known(persons: set) -> dict[tuple, tuple[int, int]]:
    """What was transmitted before: the amount, and line 0."""
    return {
        (row.person_id, row.kind, row.month.isoformat(), row.transmitted_on.isoformat()): (row.amount_cents, 0)
        for row in MonthlyResource.objects.filter(person_id__in=persons).iterator(20_000)
    }


def _row(fund_id: int, key: tuple, amount: int) -> MonthlyResource:
    person_id, kind, month, transmitted_on = key
    return MonthlyResource(
        fund_id=fund_id, person_id=person_id, kind=kind, month=month, transmitted_on=transmitted_on, amount_cents=amount
    )


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
