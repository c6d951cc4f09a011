"""Fictitious files by the million, as lines for COPY: the same seed on the same day gives the same files.

Nothing is kept longer than one portion, so that memory does not grow with the volume. What a file holds
comes from the scenarios of the demonstration; what differs is drawn. Proportions follow the sources: most referrals
come from inside the health insurance, most files end with a success. Nothing is older than seventeen months, so that
no erasure is due.
"""

import datetime
import uuid
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from django.conf import settings

from allervers.domain.people import nir

from . import names
from .scenarios import SCENARIOS, Scenario
from .stories import FOLLOW_UPS

PORTION, ROUND = 4_000, 300  # referrals
OLDEST = 510  # days

IDENTITY = (
    *("birth_name", "usage_name", "first_name", "birth_date", "sex", "phone", "email", "postal_address"),
    *("language", "language_note", "interpreter_needed"),
)
NIR = ("nir_encrypted", "nir_digest")
COLUMNS = {
    "people_person": ("id", "fund_id", "created_at", *NIR, *IDENTITY),
    "referrals_referral": (
        *("id", "fund_id", "received_at", "triaged_at", "consent_on", *NIR, *IDENTITY),
        *("detector_family", "detector_category", "detector_name", "detector_service", "detector_email"),
        *("detector_phone", "reasons", "actions_engaged", "actions_engaged_other", "note", "forgone_care"),
        *("forgone_care_other", "forgone_since", "forgone_causes", "forgone_causes_other"),
        *("urgent", "urgent_reason", "consent_mode", "feedback_consent", "studies_opposed"),
    ),
    "accompaniment_accompaniment": (
        *("id", "fund_id", "referral_id", "person_id", "adviser_id", "themes", "opened_on", "closed_on"),
        *("closure_reason", "closure_note", "outcomes", "care_types", "publics"),
        *("gp_declared_at_end", "c2s_at_end", "ald_exemption_at_end"),
    ),
    "accompaniment_contact": (
        *("id", "fund_id", "author_id", "created_at", "referral_id", "at", "incoming", "channel", "result", "note"),
    ),
    "accompaniment_action": (
        *("id", "fund_id", "author_id", "created_at", "accompaniment_id", "due_on", "done_on", "status"),
        *("theme", "label", "note"),
    ),
}
NULL = r"\N"
NO_NIR = f"{NULL}\t{NULL}"

# (family, category, weight), after the yearly report on 2024.
DETECTORS = (
    *(("internal", "reception", 410), ("internal", "other_services", 150), ("internal", "telephone", 90)),
    *(("internal", "queries_and_outbound", 110), ("internal", "medical_service", 30)),
    *(("internal", "social_service", 20), ("internal", "health_centre", 10), ("internal", "prevention", 8)),
    *(("partner", "help", 33), ("partner", "france_travail", 31), ("partner", "departmental_council", 23)),
    *(("partner", "mission_locale", 22), ("partner", "forum_refugies", 17), ("partner", "restos_du_coeur", 11)),
    *(("partner", "caf", 10), ("partner", "adoma", 6), ("partner", "france_services", 6), ("partner", "spip", 5)),
    *(("partner", "ccas", 8), ("partner", "hospital", 5), ("partner", "association", 4), ("partner", "other", 3)),
    *(("health_professional", "general_practitioner", 5), ("health_professional", "dentist", 2)),
    *(("health_professional", "pharmacist", 2), ("health_professional", "nurse", 2)),
)


def _surnames(how_many: int) -> list[str]:
    """Invented names, seen at once as such: syllables that end like those of a famous comic's Gauls."""
    rng = Random("surnames")
    starts = [a + b for a in ("b", "br", "c", "d", "f", "g", "gl", "j", "l", "m", "n", "p", "pr", "r", "s", "t", "v")
              for b in ("a", "an", "é", "el", "i", "in", "o", "ou", "or", "u", "ai", "eau", "oi")]  # fmt: skip
    ends = ("ix", "ax", "ox", "ux", "ex")
    found: dict[str, None] = {}
    while len(found) < how_many:
        name = "".join(rng.choices(starts, k=rng.choice((1, 2, 2, 2, 3)))) + rng.choice("bdglmnrst") + rng.choice(ends)
        found[rng.choices((name.capitalize(), f"De {name.capitalize()}", f"L'{name.capitalize()}"), (94, 3, 3))[0]] = (
            None
        )
    return list(found)


def _first_names(sex: str) -> list[str]:
    simple = list(names.FIRST_NAMES[sex])
    first = "Marie" if sex == "F" else "Jean"
    return simple + [f"{first}-{name}" for name in simple if "-" not in name]


def _frequencies(values: list) -> list[float]:
    """Cumulated weights: like real names, few are frequent and most are rare."""
    return list(accumulate(1 / (place + 25) for place in range(len(values))))


SURNAMES = _surnames(5_000)
SURNAME_WEIGHTS = _frequencies(SURNAMES)
FIRST_NAMES = {sex: _first_names(sex) for sex in "FM"}
DETECTOR_WEIGHTS = list(accumulate(weight for _, _, weight in DETECTORS))


Lines = dict[str, list[str]]
"""Lines for COPY, by table."""


def _codes(codes: Iterable[str]) -> str:
    return "{" + ",".join(codes) + "}"


def _line(*values: str) -> str:
    return "\t".join(values) + "\n"


@dataclass(frozen=True)
class Form:
    """The parts of a referral and of an accompaniment that its scenario fixes, ready to be written."""

    scenario: Scenario

    def referral(self) -> str:
        scenario = self.scenario
        engaged = ["c2s_file"] if scenario.c2s_at_end == "free" else []
        return "\t".join(
            (
                *(_codes(scenario.reasons), _codes(engaged), "", scenario.note, _codes(scenario.forgone_care), ""),
                *(scenario.forgone_since, _codes(scenario.forgone_causes), ""),
            )
        )

    def closure(self, reason: str) -> str:
        """From the closure's reason to the last column of an accompaniment; empty while it is open."""
        scenario, won = self.scenario, reason == self.scenario.closure
        at_end = ("t", scenario.c2s_at_end, "tf"["gp_found" not in scenario.outcomes]) if won else (NULL, "", NULL)
        kept = (scenario.care_types, scenario.publics) if reason else ((), ())
        return "\t".join((reason, "", _codes(scenario.outcomes if won else ()), *map(_codes, kept), *at_end))


@dataclass(frozen=True)
class Somebody:
    """A person: identifier, both NIR columns, the other identity columns."""

    id: str
    nir: str
    identity: str


class Volume:
    """The files of one fund."""

    def __init__(
        self,
        fund_id: int,
        code: str,
        advisers: list[int],
        *,
        seed: int,
        today: datetime.date,
        referrals: int,
        accompaniments: int,
    ):
        self.rng = Random(f"{seed}:{code}")
        self.fund, self.advisers = str(fund_id), [str(pk) for pk in advisers]
        self.referrals, self.accompaniments, self.written = referrals, accompaniments, 0
        self.days = [(today - datetime.timedelta(days=ago)).isoformat() for ago in range(OLDEST + 1)]
        self.today = today
        self.known: deque[Somebody] = deque(maxlen=500)
        # How many persons of the fund have the same sex, year and month of birth: the order in their NIR.
        self.orders: dict[str, int] = {}
        self.forms = [Form(scenario) for scenario in SCENARIOS]
        self.referral_parts = [form.referral() for form in self.forms]
        self.detectors = [self._detector(family, category) for family, category, _ in DETECTORS]

    def write(self, lines: Lines, until: int) -> None:
        """Add the lines of the next files, until this fund has `until` referrals; accompaniments are spread evenly."""
        while self.written < until:
            place = self.written
            self.written += 1
            followed = self.written * self.accompaniments // self.referrals
            self._file(lines, followed > place * self.accompaniments // self.referrals)

    def _file(self, lines: Lines, followed: bool) -> None:
        """One referral and, when it is followed, its accompaniment."""
        fate = self.rng.random()
        if not followed:
            # Without an accompaniment, a referral waits: no fund has such a backlog, and none can be harder to show.
            self._referral(lines, self._somebody(), self.rng.randint(0, OLDEST), None)
        elif fate < 0.12:
            self._never_opened(lines, "unreachable" if fate < 0.05 else "not_relevant")
        else:
            self._accompanied(lines, is_open=fate < 0.24)

    def _never_opened(self, lines: Lines, reason: str) -> None:
        received = self.rng.randint(20, OLDEST)
        closed = received - 9
        referral, _ = self._referral(lines, self._somebody(), received, closed)
        adviser = self.rng.choice(self.advisers)
        if reason == "unreachable":
            for place, result in enumerate(("no_answer", "message_left"), start=1):
                self._contact(lines, referral, adviser, received - 2 * place, "phone", result, "")
        lines["accompaniment_accompaniment"].append(
            _line(
                *(self._id(), self.fund, referral, NULL, adviser, "{}", NULL, self.days[closed]),
                *(reason, "", "{}", "{}", "{}", NULL, "", NULL),
            )
        )

    def _accompanied(self, lines: Lines, is_open: bool) -> None:
        rng = self.rng
        received = rng.randint(8, 150) if is_open else rng.randint(30, OLDEST)
        opened = received - rng.randint(1, 7)
        person = self._known_or_new(lines, opened)
        referral, place = self._referral(lines, person, received, opened)
        form, adviser, accompaniment = self.forms[place], rng.choice(self.advisers), self._id()
        reason = "" if is_open else rng.choices((form.scenario.closure, "abandoned", "declined"), (84, 9, 7))[0]
        usual = rng.randint(60, 210) if "care" in form.scenario.themes else rng.randint(8, 60)
        closed = max(opened - usual, rng.randint(0, 7))
        lines["accompaniment_accompaniment"].append(
            _line(
                *(accompaniment, self.fund, referral, person.id, adviser, _codes(form.scenario.themes)),
                *(self.days[opened], NULL if is_open else self.days[closed], form.closure(reason)),
            )
        )
        last = 0 if is_open else closed
        for _ in range(rng.randint(1, 4)):
            self._contact(lines, referral, adviser, rng.randint(last, opened), *rng.choice(FOLLOW_UPS))
        for theme, label in form.scenario.actions[: rng.randint(0, 2)]:
            self._action(lines, accompaniment, adviser, opened, max(last, opened - 14), is_open, theme, label)

    def _referral(self, lines: Lines, person: Somebody, received: int, triaged: int | None) -> tuple[str, int]:
        """The identifier of the referral and the place of its scenario."""
        rng, pk = self.rng, self._id()
        place = rng.randrange(len(self.forms))
        detector, gives_nir = rng.choices(self.detectors, cum_weights=DETECTOR_WEIGHTS)[0]
        urgent = "t\tSoins prévus cette semaine, droits fermés." if rng.random() < 0.04 else "f\t"
        lines["referrals_referral"].append(
            _line(
                *(pk, self.fund, self._moment(received), NULL if triaged is None else self._moment(triaged)),
                *(self.days[received], person.nir if gives_nir else NO_NIR, person.identity),
                *(detector, self.referral_parts[place], urgent),
                *rng.choice((("signed", "t"), ("signed", "f"), ("remote", "f"))),
                "t" if rng.random() < 0.02 else "f",
            )
        )
        return pk, place

    def _contact(self, lines, referral: str, author: str, ago: int, channel: str, result: str, note: str) -> None:
        at = self._moment(ago)
        incoming = "t" if result == "reached" and self.rng.random() < 0.2 else "f"
        lines["accompaniment_contact"].append(
            _line(self._id(), self.fund, author, at, referral, at, incoming, channel, result, note)
        )

    def _action(
        self, lines, accompaniment: str, author: str, opened: int, done: int, to_do: bool, theme, label
    ) -> None:
        state = (NULL, "to_do") if to_do else (self.days[done], "done")
        lines["accompaniment_action"].append(
            _line(
                *(self._id(), self.fund, author, self._moment(opened), accompaniment, self.days[done]),
                *(*state, theme, label, ""),
            )
        )

    def _known_or_new(self, lines: Lines, opened: int) -> Somebody:
        """One time out of seven, somebody who has a file already."""
        if len(self.known) > 50 and self.rng.random() < 1 / 7:
            return self.rng.choice(self.known)
        person = self._somebody()
        lines["people_person"].append(_line(person.id, self.fund, self._moment(opened), person.nir, person.identity))
        self.known.append(person)
        return person

    def _somebody(self) -> Somebody:
        rng = self.rng
        sex = "F" if rng.random() < 0.59 else "M"
        surname, usage = rng.choices(SURNAMES, cum_weights=SURNAME_WEIGHTS, k=2)
        first_name = rng.choice(FIRST_NAMES[sex])
        born = names.birth_date(rng, self.today)
        identity = (
            *(surname, usage if sex == "F" and rng.random() < 0.3 else "", first_name, born.isoformat(), sex),
            names.phone(rng),
            names.email(first_name, surname) if rng.random() < 0.5 else "",
            *(names.postal_address(rng), "fr" if rng.random() < 0.93 else rng.choice(("ar", "ro", "pt")), "", "f"),
        )
        return Somebody(self._id(), self._nir(sex, born) if rng.random() < 0.7 else NO_NIR, "\t".join(identity))

    def _nir(self, sex: str, born: datetime.date) -> str:
        month = f"{sex}{born:%y%m}"
        self.orders[month] = order = self.orders.get(month, 0) + 1
        if order > 999:
            return NO_NIR
        number = names.nir(sex, born, order)
        return f"\\\\x{nir.encrypt(number).hex()}\t\\\\x{nir.digest(number).hex()}"

    def _detector(self, family: str, category: str) -> tuple[str, bool]:
        """The columns of a detector, and whether they may give the NIR."""
        first_name, surname = self.rng.choice(names.FIRST_NAMES["F"]), self.rng.choice(SURNAMES)
        text = (
            family,
            category,
            f"{first_name} {surname}",
            "",
            names.email(first_name, surname),
            names.phone(self.rng),
        )
        return "\t".join(text), family == "internal" or category in settings.NIR_DETECTOR_CATEGORIES

    def _moment(self, ago: int) -> str:
        """Some minute of a working day, `ago` days before today; in the past even when the day is today."""
        minute = self.rng.randrange(60)
        return f"{self.days[max(ago, 1)]} {9 + minute % 8:02}:{minute:02}:00+01"

    def _id(self) -> str:
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))


def portions(volumes: list[Volume]) -> Iterator[Lines]:
    """All files of all funds, about PORTION referrals at a time.

    Funds take turns every few files: in the tables of a real installation the files of a fund are not side by side.
    """
    rounds = -(-sum(volume.referrals for volume in volumes) // ROUND)
    lines: Lines = {table: [] for table in COLUMNS}
    for turn in range(1, rounds + 1):
        for volume in volumes:
            volume.write(lines, until=volume.referrals * turn // rounds)
        if len(lines["referrals_referral"]) >= PORTION or turn == rounds:
            yield lines
            lines = {table: [] for table in COLUMNS}
