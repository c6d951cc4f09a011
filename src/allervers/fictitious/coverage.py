"""The rights of the persons of the demonstration: what is going to end, for which the work list is there."""

import datetime

from django.utils import timezone

from allervers.domain.coverage.beliefs import FOR_EVER, Kind, Statement
from allervers.domain.coverage.models import KnownCircumstance, OtherBenefit
from allervers.domain.coverage.nightly import run
from allervers.domain.coverage.workflow import Stated, days, learn
from allervers.domain.organisations.context import acting_for
from allervers.domain.organisations.models import Organisation
from allervers.domain.people.models import Person
from allervers.law.counting import add_months, last_of_month

WHY = "démonstration"
# Each person in turn: in how many months the C2S, the AME or the base right ends (base rights without an end if nothing
# is said), from when the C2S is open again, what else is paid, and what happened in how many days.
CASES = (
    {"c2s_ends": 3, "benefit": "rsa"},
    {"c2s_ends": 3},
    {"c2s_ends": 1, "c2s_class": "contribution", "event": ("unpaid_notice", -12)},
    {"c2s_ends": 9},
    {"c2s_ends": -2},
    {"event": ("residence_title", 40)},
    {"event": ("residence_title", -90)},
    {"c2s_ends": 2, "benefit": "aah"},
    {"base_ends": 1, "event": ("residence_title", -200)},
    {"ame_ends": 1},
    {"c2s_ends": 4, "benefit": "aspa"},
    {"c2s_ends": -5, "again": -3},
    {"c2s_ends": 6, "benefit": "asi"},
    {},
)


def open_rights(fund: Organisation) -> None:
    """Relative to this day; nothing is said of one person in fourteen, as in life."""
    today = timezone.localdate()
    with acting_for(fund, WHY):
        persons = list(Person.objects.filter(fund=fund).order_by("created_at", "birth_name_key", "birth_date", "pk"))
        for number, person in enumerate(persons):
            _say(person, CASES[number % len(CASES)], today)
    run(today, [fund])


def _say(person: Person, case: dict, today: datetime.date) -> None:
    if not case:
        return
    stated = []

    def open_from(right: str, first: datetime.date, last: datetime.date, kind: Kind) -> None:
        stated.append(Stated(person.pk, right, Statement(min(first, today), first, last, kind)))

    def month(offset: int) -> datetime.date:
        return last_of_month(add_months(today.replace(day=1), offset))

    day = datetime.timedelta(1)
    if "ame_ends" in case:
        open_from("ame", add_months(month(case["ame_ends"]) + day, -12), month(case["ame_ends"]), Kind())
    else:
        ends = month(case["base_ends"]) if "base_ends" in case else FOR_EVER
        open_from("puma", datetime.date(today.year - 4, 1, 1), ends, Kind())
    if "c2s_ends" in case:
        last = month(case["c2s_ends"])
        kind = Kind(case.get("c2s_class", "free"), f"Caisse {person.fund_id}")
        open_from("c2s", add_months(last + day, -12), last, kind)
        if "again" in case:
            again = month(case["again"]) + day
            open_from("c2s", again, add_months(again, 12) - day, kind)
    learn(person.fund_id, stated)
    _benefit(person, case.get("benefit"), today)
    if event := case.get("event"):
        kind, ahead = event
        title = {"nationality": "ML"} if kind == "residence_title" else {}
        on = today + datetime.timedelta(ahead)
        KnownCircumstance.objects.create(fund_id=person.fund_id, person=person, kind=kind, on=on, **title)


def _benefit(person: Person, benefit: str | None, today: datetime.date) -> None:
    if benefit:
        since = days(datetime.date(today.year - 2, 1, 1), None)
        OtherBenefit.objects.create(fund_id=person.fund_id, person=person, benefit=benefit, validity=since)
