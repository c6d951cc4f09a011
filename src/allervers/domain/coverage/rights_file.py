"""coverage.csv: the base rights, the C2S and the AME of persons, as periods."""

import datetime
from collections import defaultdict

from ..imports.fields import choice, code, day
from ..imports.layout import Column
from ..imports.refusals import Refusals
from . import beliefs
from .codes import C2sClass, Right
from .loading import FIRST_DAY, LAST_DAY, OLDEST, OfFund, Values, body, check_order, first_and_last
from .models import CoverageStatement
from .workflow import Stated, learn, period_of


class RightsFile:
    name = "coverage"

    def columns(self, today: datetime.date) -> tuple[Column, ...]:
        classes = {"": "", **{known: known for known in C2sClass.values}}
        return (
            *(Column("right", code(Right)), Column("class", choice(classes)), FIRST_DAY, LAST_DAY),
            *(Column("managing_body", body), Column("known_on", day(today, OLDEST))),
        )

    def check(self, number: int, values: Values, refusals: Refusals) -> None:
        right, of_class = values["right"], values["class"]
        if right == Right.C2S and not of_class:
            refusals.add(number, "class", "la classe de la C2S manque", "free ou contribution")
        elif right != Right.C2S and of_class:
            refusals.add(number, "class", f"« {right} » n'a pas de classe", "rien")
        check_order(number, values, refusals)

    def keep(self, lines: OfFund) -> int:
        stated = [
            (line.number, Stated(line.person_id, line.values["right"], _said(line.values))) for line in lines.lines
        ]
        _refuse_contradictions(stated, lines.refusals)
        return 0 if lines.refusals.total else learn(lines.fund_id, (each for _, each in stated))


def _said(values: Values) -> beliefs.Statement:
    known_on = datetime.date.fromisoformat(values["known_on"])
    return beliefs.Statement(known_on, *first_and_last(values), beliefs.Kind(values["class"], values["managing_body"]))


def _refuse_contradictions(stated: list[tuple[int, Stated]], refusals: Refusals) -> None:
    """Two statements of one day on one right, which overlap and are not the same: nobody can say which one is right."""
    said = defaultdict(list)
    for row in CoverageStatement.objects.filter(
        person_id__in={each.person_id for _, each in stated},
        known_on__in={each.statement.known_on for _, each in stated},
    ):
        period = period_of(row)
        earlier = beliefs.Statement(
            row.known_on, period.starts_on, period.ends_on, period.kind, withdrawn=row.withdrawn
        )
        said[row.person_id, row.right, row.known_on].append((0, earlier))
    for number, each in stated:
        new = each.statement
        known = said[each.person_id, each.right, new.known_on]
        if (contrary := next((place for place, other in known if _contradict(other, new)), None)) is not None:
            place = f"la ligne {contrary}" if contrary else "ce qui a déjà été repris"
            expected = "des périodes qui ne se chevauchent pas, ou un known_on plus récent pour corriger"
            refusals.add(number, "starts_on", f"chevauche {place}, su le même jour", expected)
        known.append((number, new))


def _contradict(one: beliefs.Statement, other: beliefs.Statement) -> bool:
    return one != other and one.starts_on <= other.ends_on and other.starts_on <= one.ends_on
