"""benefits.csv: benefits that other bodies pay (RSA, ASPA, ASI, AAH…), whether the C2S was refused, and the household.

The same benefit from the same day is the same benefit: its end, refusal and body follow the latest file.
"""

import datetime
from collections import defaultdict
from itertools import combinations
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from ..imports.fields import boolean, code
from ..imports.layout import Column
from ..imports.refusals import Refusals
from ..imports.rows import digests
from .codes import Benefit
from .loading import FIRST_DAY, LAST_DAY, OfFund, Values, body, check_order, first_and_last
from .models import LivesWith, OtherBenefit
from .workflow import days, overlap

MOST_IN_HOUSEHOLD = 30
_OPPOSED = {"t": True, "f": False}


class BenefitsFile:
    name = "benefits"

    def columns(self, today: datetime.date) -> tuple[Column, ...]:
        return (
            *(Column("benefit", code(Benefit)), FIRST_DAY, LAST_DAY, Column("c2s_opposed", boolean)),
            *(Column("managing_body", body), Column("household_nirs", digests, varied=True)),
        )

    def check(self, number: int, values: Values, refusals: Refusals) -> None:
        check_order(number, values, refusals)
        if values["household_nirs"].count("|") >= MOST_IN_HOUSEHOLD:
            refusals.add(number, "household_nirs", "foyer trop nombreux", f"{MOST_IN_HOUSEHOLD} numéros au plus")

    def keep(self, lines: OfFund) -> int:
        known = defaultdict(list)
        for row in OtherBenefit.objects.filter(person_id__in={line.person_id for line in lines.lines}):
            known[row.person_id, row.benefit].append((0, row))
        new, changed = [], []
        for line in lines.lines:
            stated = _row(lines.fund_id, line.person_id, line.values)
            of_kind = known[stated.person_id, stated.benefit]
            same = next((one for _, one in of_kind if one.validity.lower == stated.validity.lower), None)
            _refuse_overlap(line.number, stated, [(place, one) for place, one in of_kind if one is not same], lines)
            if same is None:
                of_kind.append((line.number, stated))
                new.append(stated)
            elif _differs(same, stated):
                changed.append(same)
        if lines.refusals.total:
            return 0
        OtherBenefit.objects.bulk_create(new, 5_000)
        OtherBenefit.objects.bulk_update(
            [each for each in changed if each.pk], ["validity", "c2s_opposed", "managing_body"], 1_000
        )
        _live_together(lines)
        return len(new) + len(changed)


def _refuse_overlap(number: int, stated: OtherBenefit, others: list[tuple[int, OtherBenefit]], lines: OfFund) -> None:
    for place, other in others:
        if overlap(other.validity, stated.validity):
            said = f"la ligne {place}" if place else "ce qui a déjà été repris"
            lines.refusals.add(number, "starts_on", f"chevauche {said}", "des périodes qui ne se chevauchent pas")
            return


def _row(fund_id: int, person_id: UUID, values: Values) -> OtherBenefit:
    return OtherBenefit(
        fund_id=fund_id,
        person_id=person_id,
        benefit=values["benefit"],
        validity=days(*first_and_last(values)),
        c2s_opposed=_OPPOSED.get(values["c2s_opposed"]),
        managing_body=values["managing_body"],
    )


def _differs(known: OtherBenefit, stated: OtherBenefit) -> bool:
    """Whether the file says something else of a benefit that is known, which then says the same."""
    before = known.validity, known.c2s_opposed, known.managing_body
    known.validity, known.c2s_opposed, known.managing_body = stated.validity, stated.c2s_opposed, stated.managing_body
    return before != (stated.validity, stated.c2s_opposed, stated.managing_body)


def _live_together(lines: OfFund) -> None:
    """Each pair of known persons of a household, over the days of the benefit, joined to the days that touch them."""
    pairs: dict[tuple[UUID, UUID], list[DateRange]] = defaultdict(list)
    for line in lines.lines:
        others = {lines.also[each] for each in line.values["household_nirs"].split("|") if each in lines.also}
        for pair in combinations(sorted({line.person_id, *others}), 2):
            pairs[pair].append(days(*first_and_last(line.values)))
    known = defaultdict(list)
    for row in LivesWith.objects.filter(person_id__in={one for one, _ in pairs}):
        known[row.person_id, row.other_id].append(row.validity)
    LivesWith.objects.bulk_create(
        [
            LivesWith(fund_id=lines.fund_id, person_id=one, other_id=other, validity=validity)
            for (one, other), told in pairs.items()
            for validity in _not_yet(told, known[one, other])
        ],
        5_000,
    )


def _not_yet(told: list[DateRange], known: list[DateRange]) -> list[DateRange]:
    """The days that no known period holds, whole periods only: what overlaps a known one says nothing new."""
    kept: list[DateRange] = []
    for validity in sorted(told, key=lambda one: one.lower):
        if not any(overlap(validity, other) for other in (*known, *kept)):
            kept.append(validity)
    return kept
