"""Who is reported, when, and what becomes of it: the plan of the demonstration, decided before anything is written."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

from django.conf import settings
from django.utils import timezone

from allervers.domain.referrals.codes import CATEGORIES, DetectorFamily, InternalCategory
from allervers.law.counting import add_months

from . import names
from .accounts import CREIC, SOCIAL_SERVICE
from .scenarios import SCENARIOS, Scenario

DAY = datetime.timedelta(days=1)
# How closed files end, in turn; "" is the scenario's own happy end.
ENDS = ("", "", "not_relevant", "", "", "abandoned", "", "unreachable", "", "declined", "", "")
# Internal detections are the most frequent by far; the others come in between.
USUAL = [
    *[("internal", "reception")] * 8,
    *[("internal", "telephone")] * 2,
    *[("internal", "queries_and_outbound")] * 2,
    *[("internal", "other_services")] * 3,
    *[("partner", "ccas")] * 2,
    *[("partner", "hospital"), ("partner", "france_travail"), ("health_professional", "general_practitioner")],
]
AT_A_DISTANCE = ("telephone", "queries_and_outbound", "help")


@dataclass(frozen=True)
class Call:
    """One contact, or attempt: when, by which channel, with which result."""

    at: datetime.datetime
    channel: str
    result: str
    note: str = ""


@dataclass(frozen=True)
class Story:
    """One referral and what followed. `end` is the closure's reason; `opened_on` is empty when it never opened.

    `again` is the earlier story of the same person. `handled_by` is the code of the body entrusted with the file.
    """

    scenario: Scenario
    person: dict
    nir: str
    family: str
    category: str
    detector_name: str
    received_at: datetime.datetime
    triaged_at: datetime.datetime | None = None
    opened_on: datetime.date | None = None
    closed_on: datetime.date | None = None
    end: str = ""
    urgent_reason: str = ""
    calls: list[Call] = field(default_factory=list)
    again: "Story | None" = None
    handled_by: str = ""

    @property
    def fields(self) -> dict:
        """The fields of the referral form."""
        scenario = self.scenario
        return self.person | {
            "received_at": self.received_at,
            "detector_family": self.family,
            "detector_category": self.category,
            "detector_name": self.detector_name,
            "detector_service": CATEGORIES[self.family](self.category).label,
            "reasons": list(scenario.reasons),
            "urgent": bool(self.urgent_reason),
            "urgent_reason": self.urgent_reason,
            "actions_engaged": ["c2s_file"] if scenario.c2s_at_end == "free" else [],
            "note": scenario.note,
            "forgone_care": list(scenario.forgone_care),
            "forgone_since": scenario.forgone_since,
            "forgone_causes": list(scenario.forgone_causes),
            "consent_mode": "remote" if self.category in AT_A_DISTANCE else "signed",
            "consent_on": timezone.localdate(self.received_at),
            "feedback_consent": self.family != "internal" and len(self.scenario.reasons) == 1,
        }

    @property
    def detector_may_give_nir(self) -> bool:
        return self.family == DetectorFamily.INTERNAL or self.category in settings.NIR_DETECTOR_CATEGORIES


class Plan:
    """Draws the stories of one fund; the same random generator and the same day give the same stories."""

    def __init__(self, rng: Random, now: datetime.datetime, town: str):
        self.rng, self.now, self.town = rng, now, town
        self.today = timezone.localdate(now)
        self.order = 0
        self.detectors = self.draw_detectors()

    def past(self, how_many: int) -> Iterator[Story]:
        """Closed files of the last fourteen months, the oldest first; some persons come back."""
        told: list[Story] = []
        for place in range(how_many):
            days_ago = 425 - place * 340 // how_many - self.rng.randint(0, 9)
            again = self.rng.choice(told[:-5]) if place % 11 == 10 else None
            story = self.closed(SCENARIOS[place % len(SCENARIOS)], days_ago, ENDS[place % len(ENDS)], again)
            if story.opened_on:
                told.append(story)
            yield story

    def under_way(self, how_many: int) -> Iterator[Story]:
        """Files opened in the last five months."""
        for place in range(how_many):
            days_ago = 150 - place * 140 // how_many
            yield self.opened(SCENARIOS[(place * 5 + 2) % len(SCENARIOS)], days_ago)

    def closed(self, scenario: Scenario, days_ago: int, end: str, again: Story | None = None) -> Story:
        """A file that ended as `end` says; one that was not relevant never opened, nor did an unreachable newcomer."""
        story = self.opened(scenario, days_ago, again)
        if end == "not_relevant" or (end == "unreachable" and again is None):
            triaged_at = self.office_hour(story.received_at + 9 * DAY)
            closed_on = timezone.localdate(triaged_at)
            calls = self.attempts(story.received_at) if end == "unreachable" else []
            return replace(story, triaged_at=triaged_at, opened_on=None, closed_on=closed_on, end=end, calls=calls)
        if end == "unreachable":
            calls = [*story.calls, *self.attempts(story.triaged_at + 20 * DAY)]
            return replace(story, closed_on=story.opened_on + 30 * DAY, end=end, calls=calls)
        usual = self.rng.randint(60, 210) if "care" in scenario.themes else self.rng.randint(8, 60)
        longest = (self.today - story.opened_on).days - 1
        days = usual if usual < longest else self.rng.randint(longest // 2, longest)
        return replace(story, closed_on=story.opened_on + days * DAY, end=end or scenario.closure)

    def opened(self, scenario: Scenario, days_ago: int, again: Story | None = None) -> Story:
        story = self.received(scenario, days_ago, again)
        triaged_at = self.office_hour(story.received_at + self.rng.randint(1, 5) * DAY)
        calls = [
            Call(triaged_at + DAY / 12, "phone", "reached", "Situation expliquée, accord pour un accompagnement."),
            Call(self.office_hour(triaged_at + 4 * DAY), *self.rng.choice(FOLLOW_UPS)),
        ]
        if self.rng.random() < 0.4:
            calls.insert(0, Call(triaged_at, "phone", "no_answer"))
        opened_on = timezone.localdate(triaged_at)
        return replace(story, triaged_at=triaged_at, opened_on=opened_on, calls=calls)

    def received(self, scenario: Scenario, days_ago: int, again: Story | None = None, **fields) -> Story:
        family, category = next(self.detectors)
        person, nir = (again.person, again.nir) if again else self.somebody(scenario)
        received_at = self.office_hour(self.now - days_ago * DAY)
        story = Story(scenario, person, nir, family, category, self.colleague(), received_at, again=again)
        return replace(story, **fields)

    def somebody(self, scenario: Scenario) -> tuple[dict, str]:
        """The identity of a new person, and their NIR."""
        rng = self.rng
        self.order += 1
        sex = "F" if rng.random() < 0.59 else "M"
        first_name = rng.choice(names.FIRST_NAMES[sex])
        surname, usage_name = rng.sample(names.SURNAMES, 2)
        youngest, oldest = scenario.ages
        birth_date = self.today - rng.randint(youngest * 366, oldest * 365) * DAY
        person = {
            "birth_name": surname,
            "usage_name": usage_name if sex == "F" and rng.random() < 0.3 else "",
            "first_name": first_name,
            "birth_date": birth_date,
            "sex": sex,
            "phone": names.phone(rng),
            "email": names.email(first_name, surname) if rng.random() < 0.5 else "",
            "postal_address": names.postal_address(rng, self.town),
            "language": scenario.language,
            "interpreter_needed": scenario.language != "fr",
        }
        return person, names.nir(sex, birth_date, self.order)

    def draw_detectors(self) -> Iterator[tuple[str, str]]:
        """One of the usual, one of all the others in turn; then the usual."""
        # Who asks for themselves has no account to send it from.
        rare = [(family, category) for family, codes in CATEGORIES.items() for category in codes.values]
        rare.remove((DetectorFamily.INTERNAL, InternalCategory.ONESELF))
        self.rng.shuffle(rare)
        for detector in rare:
            yield from (self.rng.choice(USUAL), detector)
        while True:
            yield self.rng.choice(USUAL)

    def colleague(self) -> str:
        return f"{self.rng.choice(names.FIRST_NAMES[self.rng.choice('FM')])} {self.rng.choice(names.SURNAMES)}"

    def attempts(self, after: datetime.datetime) -> list[Call]:
        """Two attempts that do not reach anybody."""
        return [
            Call(self.office_hour(after + 2 * DAY), "phone", "no_answer"),
            Call(self.office_hour(after + 4 * DAY), "sms", "message_left", "Message avec le numéro de la mission."),
        ]

    def office_hour(self, moment: datetime.datetime) -> datetime.datetime:
        """About that day, between 9 a.m. and 5 p.m., never on a weekend and never later than now."""
        local = timezone.localtime(moment)
        local += (7 - local.weekday() if local.weekday() > 4 else 0) * DAY
        local = local.replace(hour=self.rng.randint(9, 16), minute=self.rng.randint(0, 59), second=0, microsecond=0)
        return min(local, self.now - DAY / 24)


FOLLOW_UPS = (
    ("in_person", "reached", "Rendez-vous à l'accueil : pièces apportées, suite convenue ensemble."),
    ("phone", "reached", "Point sur les démarches ; rappel prévu dans deux semaines."),
    ("email", "message_left", "Liste des pièces envoyée."),
    ("sms", "message_left", "Rappel du rendez-vous."),
    ("video", "reached", "Démarche faite ensemble à l'écran."),
)


def first_fund(rng: Random, now: datetime.datetime) -> list[Story]:
    """About ninety stories, among them what a demonstration wants to show."""
    plan = Plan(rng, now, names.TOWN)
    past = [*_soon_erased(plan), *plan.past(62)]
    under_way = list(plan.under_way(16))
    under_way[3] = replace(under_way[3], handled_by=CREIC)
    under_way[8] = replace(under_way[8], handled_by=SOCIAL_SERVICE)
    return [*past, *under_way, *_waiting(plan, under_way)]


def second_fund(rng: Random, now: datetime.datetime) -> list[Story]:
    """About thirty stories."""
    plan = Plan(rng, now, names.OTHER_TOWN)
    waiting = [plan.received(SCENARIOS[place], place * 2 + 1) for place in range(3)]
    return [*plan.past(20), *plan.under_way(7), *waiting]


def _soon_erased(plan: Plan) -> Iterator[Story]:
    """Two files at the end of their retention of eighteen months: one in the coming week, one in a fortnight."""
    for closed_on in (add_months(plan.today, -18) + 5 * DAY, add_months(plan.today, -18) + 15 * DAY):
        story = plan.opened(SCENARIOS[4], (plan.today - closed_on).days + 40)
        yield replace(story, closed_on=closed_on, end=story.scenario.closure)


def _waiting(plan: Plan, known: list[Story]) -> list[Story]:
    """Eight referrals in the inbox: two urgent; one of a person who is very likely known already (all but the
    telephone), one that carries the NIR of a known person."""
    likely, certain = known[5], known[10]
    digits = likely.person["phone"]
    mistyped = digits[:-5] + digits[-2:] + " " + digits[-5:-3]
    return [
        plan.received(
            SCENARIOS[0],
            days_ago=0,
            family="partner",
            category="ccas",
            urgent_reason="Abcès, le dentiste de garde demande une avance de frais aujourd'hui.",
        ),
        plan.received(
            SCENARIOS[3],
            days_ago=2,
            family="health_professional",
            category="general_practitioner",
            urgent_reason="Plus d'insuline dans quatre jours, droits fermés.",
        ),
        plan.received(
            SCENARIOS[8],
            days_ago=3,
            family="partner",
            category="ccas",
            nir="",
            person=likely.person | {"phone": mistyped, "email": ""},
        ),
        plan.received(
            SCENARIOS[11],
            days_ago=4,
            family="partner",
            category="hospital",
            nir=certain.nir,
            person=certain.person | {"usage_name": "", "phone": "", "postal_address": ""},
        ),
        plan.received(SCENARIOS[5], 6, family="partner", category="ccas"),
        plan.received(SCENARIOS[6], 7, family="internal", category="reception"),
        plan.received(SCENARIOS[1], 9, family="internal", category="telephone"),
        plan.received(SCENARIOS[13], 12, family="health_professional", category="general_practitioner"),
    ]
