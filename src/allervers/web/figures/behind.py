"""From a figure of a fund to the files that it counts."""

import datetime
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import DateField, QuerySet
from django.urls import reverse

from allervers.domain.accompaniment.codes import ClosureReason
from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.appointments.models import Appointment
from allervers.domain.coverage.codes import EndCause, Right
from allervers.domain.coverage.models import EndedRight
from allervers.domain.figures.facts.appointment import AppointmentFact
from allervers.domain.figures.facts.rights_file import RightsFileFact
from allervers.domain.figures.models import AccompanimentFact, EndedRightFact, Fact, ReferralFact
from allervers.domain.figures.periods import Period
from allervers.domain.figures.shapes import Breakdown, Count, Figure, Mean, Population, Share, Sum
from allervers.domain.referrals.models import Referral
from allervers.domain.rights_files.models import RightsFile
from allervers.publishing.ended import NOT_KNOWN


def population_behind(figure: Figure, code: str = "") -> Population | None:
    """Whom a figure counts: for a share, those who have it; for a breakdown, those of one `code`. None when there is no
    such part, or a part is asked of a figure that has none."""
    if isinstance(figure, Breakdown):
        part = figure.parts.get(code)
        return population_behind(part) if part else None
    return figure.of if isinstance(figure, Count | Share | Mean | Sum) and not code else None


def facts_behind(population: Population, period: Period, fund_id: int) -> QuerySet[Fact]:
    """The facts themselves, the latest first."""
    facts = population.facts.objects.filter(population.whole_condition, fund_id=fund_id)
    if not population.dated_by:
        return facts.order_by(f"-{dates_of(population.facts)[0].name}", "pk")
    days = {f"{population.dated_by}__range": (period.start, period.end)}
    return facts.filter(**days).order_by(f"-{population.dated_by}", "pk")


@dataclass(frozen=True)
class Row:
    """One file: who, where it is, and what became of it; `url` and `name` are empty when there is nobody to open."""

    fact: Fact
    name: str
    url: str
    state: str

    @property
    def dates(self) -> list[tuple[str, datetime.date | None]]:
        return [(date.verbose_name, getattr(self.fact, date.name)) for date in dates_of(type(self.fact))]


GONE = "Effacé depuis"
ROWS: dict[type[Fact], Callable[[list[Fact]], list[Row]]] = {}
"""What is shown of each fact; of others their dates alone."""


def shows(kind: type[Fact]) -> Callable:
    """Enter a function that says of some facts of this table who they are about, with a fixed number of queries."""

    def enter(function: Callable[[list[Fact]], list[Row]]):
        ROWS[kind] = function
        return function

    return enter


def rows(facts: Iterable[Fact]) -> list[Row]:
    """Two or three queries, whatever their number."""
    facts = list(facts)
    if not facts:
        return []
    shown = ROWS.get(type(facts[0]))
    return shown(facts) if shown else [Row(fact, "", "", "") for fact in facts]


def dates_of(facts: type[Fact]) -> list[DateField]:
    """What is shown of any fact, in the order of its table."""
    return [field for field in facts._meta.concrete_fields if isinstance(field, DateField)]


@shows(ReferralFact)
def _of_referrals(facts: list[Fact]) -> list[Row]:
    referrals = Referral.objects.in_bulk([fact.pk for fact in facts])
    files = {file.referral_id: file for file in _files(referral_id__in=list(referrals))}
    return [_row_of_referral(fact, referrals.get(fact.pk), files.get(fact.pk)) for fact in facts]


@shows(AccompanimentFact)
def _of_files(facts: list[Fact]) -> list[Row]:
    files = {file.pk: file for file in _files(pk__in=[fact.pk for fact in facts])}
    referrals = Referral.objects.in_bulk([file.referral_id for file in files.values() if not file.person_id])
    return [_row_of_file(fact, files.get(fact.pk), referrals) for fact in facts]


@shows(RightsFileFact)
def _of_rights_files(facts: list[Fact]) -> list[Row]:
    told = RightsFile.objects.only("birth_name", "usage_name", "first_name", "right", "status")
    files = told.in_bulk([fact.pk for fact in facts])
    return [_row_of_rights_file(fact, files.get(fact.pk)) for fact in facts]


def _row_of_rights_file(fact: Fact, file: RightsFile | None) -> Row:
    if file is None:
        return Row(fact, "", "", GONE)
    url = reverse("rights_files:file", args=[file.pk])
    return Row(fact, file.full_name, url, f"{file.short_right} : {file.get_status_display()}")


@shows(EndedRightFact)
def _of_ended_rights(facts: list[Fact]) -> list[Row]:
    ended = EndedRight.objects.prefetch_related("person").in_bulk([fact.pk for fact in facts])
    return [_row_of_ended_right(fact, ended.get(fact.pk)) for fact in facts]


@shows(AppointmentFact)
def _of_appointments(facts: list[Fact]) -> list[Row]:
    given = Appointment.objects.prefetch_related("person").in_bulk([fact.pk for fact in facts])
    return [_row_of_appointment(fact, given.get(fact.pk)) for fact in facts]


def _files(**which) -> QuerySet[Accompaniment]:
    return Accompaniment.objects.filter(**which).prefetch_related("person")


def _row_of_referral(fact: Fact, referral: Referral | None, file: Accompaniment | None) -> Row:
    if referral is None:
        return _gone(fact)
    if file is None:
        return Row(fact, referral.full_name, reverse("casework:triage", args=[referral.pk]), "À examiner")
    return _row_of_file(fact, file, {referral.pk: referral})


def _row_of_file(fact: Fact, file: Accompaniment | None, referrals: dict[uuid.UUID, Referral]) -> Row:
    if file is None:
        return _gone(fact)
    state = ClosureReason(file.closure_reason).label if file.closed_on else "En cours"
    if file.person_id:
        return Row(fact, file.person.full_name, reverse("casework:person", args=[file.person_id]), state)
    return Row(fact, referrals[file.referral_id].full_name, "", state)


def _row_of_ended_right(fact: Fact, ended: EndedRight | None) -> Row:
    state = f"{Right(fact.entitlement).label} : {EndCause(fact.cause).label if fact.cause else NOT_KNOWN}"
    if ended is None or ended.person is None:
        return Row(fact, "", "", state)
    return Row(fact, ended.person.full_name, reverse("casework:person", args=[ended.person_id]), state)


def _row_of_appointment(fact: Fact, given: Appointment | None) -> Row:
    if given is None:
        return Row(fact, "", "", GONE)
    url = reverse("casework:person", args=[given.person_id])
    return Row(fact, given.person.full_name, url, given.get_state_display())


def _gone(fact: Fact) -> Row:
    why = "Repris d’un ancien outil : seuls les chiffres ont été repris" if fact.imported else GONE
    return Row(fact, "", "", why)
