"""The rights of a person on their page: the band, what is ahead, what is not known, what dates them."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from allervers.domain.coverage import circumstances, reliance
from allervers.domain.coverage.ahead import Ahead, ahead, unknowns
from allervers.domain.coverage.beliefs import FOR_EVER, Period
from allervers.domain.coverage.codes import C2sClass, Right
from allervers.domain.coverage.models import EndedRight, GapLine, KnownCircumstance, LivesWith, Reliance
from allervers.domain.coverage.permissions import may_note, may_see_rights
from allervers.domain.coverage.remedies import REMEDIES, Remedy
from allervers.domain.coverage.watch import known_of_person
from allervers.domain.organisations.models import User
from allervers.domain.people.models import Person
from allervers.domain.rights_files.permissions import may_control_right
from allervers.web.templatetags.design import day

from .band import Band, band
from .forms import CauseForm


@dataclass(frozen=True)
class Coming:
    """Something that is ahead, and its line of the work list; None until the list holds it."""

    what: Ahead
    line: GapLine | None

    @property
    def remedies(self) -> list[tuple[str, Remedy]]:
        return [(code, REMEDIES[code]) for code in self.what.remedies]

    @property
    def is_open(self) -> bool:
        return self.line is None or self.line.state == GapLine.State.OPEN


class RightsPanel:
    """What the page shows; nothing is read before the template asks for it."""

    def __init__(self, person: Person, user: User):
        self.person, self.user, self.today = person, user, timezone.localdate()
        self.may_note = may_note(user, person)

    @cached_property
    def may_control(self) -> bool:
        """A base right is open, and this account may look again at it."""
        return may_control_right(self.user, self.person) and any(
            period.starts_on <= self.today <= period.ends_on for period in self.known.periods.get(Right.PUMA, ())
        )

    causes = CauseForm.base_fields["cause"].choices

    @cached_property
    def known(self):
        return known_of_person(self.person, self.today)

    @cached_property
    def band(self) -> Band | None:
        """None where nothing at all is known: an empty picture would read as no right."""
        return band(self.known, self.today) if self.known.periods else None

    @cached_property
    def held(self) -> list[str]:
        """What is open today, in words: « C2S gratuite jusqu’au 31 mars 2027 ». Empty where nothing open is known."""
        return [
            f"{_called(right, period)}{_until(period)}"
            for right, periods in self.known.periods.items()
            for period in periods
            if period.starts_on <= self.today <= period.ends_on
        ]

    @cached_property
    def household(self) -> list[Person]:
        """With whom the person lives today, as far as files of the fund said it."""
        pairs = LivesWith.objects.filter(Q(person=self.person) | Q(other=self.person), validity__contains=self.today)
        pairs = pairs.values_list("person_id", "other_id")
        others = {one for pair in pairs for one in pair} - {self.person.pk}
        return list(Person.objects.filter(pk__in=others).order_by("birth_date"))

    @cached_property
    def unknowns(self) -> list[str]:
        return unknowns(self.known)

    @cached_property
    def coming(self) -> list[Coming]:
        found = ahead(self.known, self.today)
        lines = GapLine.objects.filter(person=self.person).select_related("assigned_to", "decided_by") if found else []
        by_cause = {(line.cause, line.because): line for line in lines}
        return [Coming(one, by_cause.get((one.cause, one.because))) for one in found]

    @cached_property
    def in_question(self) -> list[Reliance]:
        """The decisions and letters that relied on days of which something else is known now."""
        return reliance.put_in_question(self.person.fund_id, [self.person.pk])

    @cached_property
    def circumstances(self) -> list[KnownCircumstance]:
        return list(circumstances.known(self.person))

    @cached_property
    def ended(self) -> list[EndedRight]:
        return list(EndedRight.objects.filter(person=self.person).order_by("-ended_on")[:5])


def of_person(person: Person, user: User) -> RightsPanel | None:
    """None for whom the rights of this person are not."""
    return RightsPanel(person, user) if may_see_rights(user, person) else None


def _called(right: str, period: Period) -> str:
    label = Right(right).label
    return f"{label} {C2sClass(period.kind.c2s_class).label}" if period.kind.c2s_class else label


def _until(period: Period) -> str:
    return "" if period.ends_on == FOR_EVER else f" jusqu’au {day(period.ends_on)}"
