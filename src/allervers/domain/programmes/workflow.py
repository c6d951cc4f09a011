"""A programme is opened, and a person is given a new code."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from ..imports.reading import Told
from ..organisations.context import running_programmes
from ..pieces.refusals import Refused
from . import clocks, population, provisional, seasons
from .codes import Kind, Phase
from .models import Enrolment, Programme

LONGEST_NAME = 60
_LOCK = 19_114  # of advisory locks: one wave or tick of a programme at a time


def open_programme(
    name: str, kind: str, phase: str, folder: Path, on: datetime.date, told: Told = lambda done, size: None
) -> Programme:
    """The same again is given back. Raises `Refused` for a name that says something else already, and for flu where no
    season is known on this day or after it, or the season has its programme."""
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refused(f"Le nom du programme : de 1 à {LONGEST_NAME} signes.")
    if kind not in Kind.values:
        raise Refused(f"--kind {kind} : attendu {' ou '.join(Kind.values)}")
    if not phase and kind != Kind.MES:
        phase = Phase.NATIONAL  # no clock of the law asks for it
    if phase not in Phase.values:
        raise Refused(f"--phase {phase} : attendu {' ou '.join(Phase.values)}")
    parts = population.survey(folder, told, None if kind == Kind.MES else on)
    said = {"kind": kind, "phase": phase, "parts": parts, "population": sum(part["persons"] for part in parts)}
    with running_programmes("programme open"):
        programme = Programme.objects.filter(name=name).first()
        if programme is None:
            more = {"folder": str(folder.resolve()), "opened_on": on, "season": _season(kind, on)}
            programme, _ = Programme.objects.get_or_create(name=name, defaults=said | more)
        if any(getattr(programme, field) != value for field, value in said.items()):
            raise Refused(f"Il y a déjà un programme « {name} », d’une autre population ou d’une autre phase.")
        if programme.folder != str(folder.resolve()):  # the same population in another place
            programme.folder = str(folder.resolve())
            programme.save(update_fields=["folder"])
    return programme


def _season(kind: str, on: datetime.date) -> int | None:
    """Whoever runs another programme of the season would give a second voucher to whoever has one."""
    if kind != Kind.FLU:
        return None
    season = seasons.coming(on)
    if former := Programme.objects.filter(season=season).first():
        raise Refused(f"La saison {seasons.said(season)} a déjà son programme, « {former.name} ».")
    return season


def found(name: str, *kinds: str) -> Programme:
    """Raises `Refused` where there is none of this name, or where it is of no such kind."""
    with running_programmes("programme"):
        programme = Programme.objects.filter(name=name).first()
    if programme is None:
        raise Refused(f"{name} : aucun programme de ce nom")
    if kinds and programme.kind not in kinds:
        raise Refused(f"{name} : cette commande n’est pas pour un programme « {programme.get_kind_display()} »")
    return programme


@contextmanager
def alone(programme: Programme) -> Iterator[None]:
    """No other wave or tick of this programme runs meanwhile. Raises `Refused` where one does."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s, %s)", [_LOCK, programme.pk])
        if not cursor.fetchone()[0]:
            raise Refused(f"{programme.name} : une vague ou un passage est en cours, réessayez quand il est terminé")
        try:
            yield
        finally:
            cursor.execute("select pg_advisory_unlock(%s, %s)", [_LOCK, programme.pk])


def renew_code(programme: Programme, person: int, on: datetime.date) -> tuple[str, datetime.date]:
    """A new code and its last day; the former one opens nothing any more. Raises `Refused` for whoever was not told."""
    code, expires_on = provisional.draw(), clocks.code_expires_on(programme.phase, on)
    with running_programmes("programme code"), transaction.atomic():
        enrolment = Enrolment.objects.select_for_update().filter(programme=programme, person=person).first()
        if enrolment is None or enrolment.exclusion:
            raise Refused(f"{person} : cette personne n’a pas reçu d’avis de {programme.name}")
        expired = enrolment.code_digest is not None and enrolment.code_expires_on < on
        Enrolment.objects.filter(programme=programme, person=person).update(
            code_digest=provisional.digest(programme.pk, code),
            code_expires_on=expires_on,
            codes_issued=enrolment.codes_issued + 1,
            codes_expired=enrolment.codes_expired + expired,
        )
    return code, expires_on
