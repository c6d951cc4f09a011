"""Who answers for a file: proposed to a colleague, accepted or refused, reassigned by the manager, looked after.

| transition | who may                      | needs                                                                |
|------------|------------------------------|----------------------------------------------------------------------|
| propose    | ACCOMPANY, in the fund       | a colleague who accompanies there, why; one proposal at a time       |
| answer     | that colleague               | yes, or no and why; the file changes hands at yes alone              |
| withdraw   | who proposed                 | that nobody answered yet                                             |
| reassign   | REASSIGN                     | files, a colleague, why; one result for each file, nothing twice     |
| be_away    | ACCOMPANY, for oneself       | days, a colleague: in whose day the files stand; they stay one's own |
"""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ..organisations.context import because
from ..organisations.models import User
from ..organisations.roles import Permission
from ..pieces.refusals import Refused
from .models import Absence, Accompaniment, Handover
from .workflow import locked

WITHDRAWN = "Proposition retirée."
NOT_A_COLLEAGUE = "Choisissez un collègue de votre caisse qui accompagne, et dont le compte est ouvert."


def colleagues(user: User) -> list[User]:
    """Those of the fund who can answer for a file, without the account itself."""
    others = User.objects.filter(organisation_id=user.organisation_id, is_active=True).exclude(pk=user.pk)
    return [one for one in others.order_by("last_name", "first_name") if one.may(Permission.ACCOMPANY)]


def _refuse_strangers(fund_id: int, to: User) -> None:
    if to.organisation_id != fund_id or not to.may(Permission.ACCOMPANY):
        raise Refused(NOT_A_COLLEAGUE, "to")


@transaction.atomic
def propose(accompaniment: Accompaniment, *, key: UUID, to: User, why: str, by: User) -> Handover:
    """Ask a colleague to take the file; sent twice, it is asked once."""
    accompaniment = locked(accompaniment, is_open=True)
    _refuse_strangers(accompaniment.fund_id, to)
    if accompaniment.adviser_id == to.pk:
        raise Refused(f"Ce dossier est déjà celui de {to}.", "to")
    waiting = Handover.objects.filter(accompaniment=accompaniment, answered_at=None).first()
    if waiting and waiting.pk == key:
        return waiting
    if waiting:
        raise Refused("Ce dossier est déjà proposé à quelqu’un : attendez la réponse, ou retirez la proposition.")
    return Handover.objects.create(
        id=key, fund_id=accompaniment.fund_id, accompaniment=accompaniment, proposed_by=by, to=to, why=why
    )


@transaction.atomic
def answer(handover: Handover, *, by: User, accepted: bool, why: str = "") -> Handover:
    """The colleague takes the file, or says why not."""
    handover = _waiting(handover)
    if handover.to_id != by.pk:
        raise Refused("Ce dossier est proposé à quelqu’un d’autre.")
    if not accepted and not why:
        raise Refused("Écrivez pourquoi, en quelques mots.", "why")
    accompaniment = locked(handover.accompaniment, is_open=True)
    if accepted:
        because(f"accepté de {handover.proposed_by} : {handover.why}")
        accompaniment.adviser = by
        accompaniment.save(update_fields=["adviser"])
    return _answered(handover, accepted, why)


@transaction.atomic
def withdraw(handover: Handover, *, by: User) -> Handover:
    """Who proposed takes the proposal back."""
    handover = _waiting(handover)
    if handover.proposed_by_id != by.pk:
        raise Refused("Seule la personne qui l’a proposé peut retirer la proposition.")
    return _answered(handover, False, WITHDRAWN)


def _waiting(handover: Handover) -> Handover:
    handover = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if handover.answered_at:
        raise Refused("Cette proposition a déjà sa réponse. Rechargez la page pour voir où elle en est.")
    return handover


def _answered(handover: Handover, accepted: bool, why: str) -> Handover:
    handover.accepted, handover.answer, handover.answered_at = accepted, why, timezone.now()
    handover.save(update_fields=["accepted", "answer", "answered_at"])
    return handover


def reassign(files: Iterable[UUID], *, to: User, by: User, why: str) -> dict[UUID, str]:
    """Give each file to `to`: what became of each, in a French sentence. One that is refused holds back no other; done
    twice, the second time says that nothing was to be done."""
    _refuse_strangers(by.organisation_id, to)
    return {key: _reassigned(key, to, by, why) for key in dict.fromkeys(files)}


def _reassigned(key: UUID, to: User, by: User, why: str) -> str:
    with transaction.atomic():
        found = Accompaniment.objects.select_for_update(of=("self",)).filter(pk=key, fund_id=by.organisation_id).first()
        if found is None:
            return "dossier introuvable dans votre caisse"
        if not found.is_open:
            return "dossier clos : rien n’est changé"
        if found.adviser_id == to.pk:
            return f"déjà à {to} : rien n’est changé"
        because(f"réaffecté : {why}")
        for waiting in Handover.objects.select_for_update().filter(accompaniment=found, answered_at=None):
            _answered(waiting, False, "Dossier réaffecté par la responsable ou le responsable.")
        found.adviser = to
        found.save(update_fields=["adviser"])
        return f"confié à {to}"


def to_answer(user: User) -> QuerySet[Handover]:
    """The files that are proposed to this account."""
    found = Handover.objects.filter(to=user, answered_at=None, accompaniment__closed_on=None)
    return found.select_related("accompaniment__person", "proposed_by")


@transaction.atomic
def be_away(user: User, *, key: UUID, first_on: datetime.date, last_on: datetime.date, stand_in: User) -> Absence:
    """Days on which a colleague sees one's files in their own day. Two absences of one account do not overlap."""
    _refuse_strangers(user.organisation_id, stand_in)
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    same = Absence.objects.filter(pk=key).first()
    if same:
        return same
    if absences(user).filter(first_on__lte=last_on, last_on__gte=first_on).exists():
        raise Refused("Une absence est déjà notée sur ces jours.", "first_on")
    try:
        return Absence.objects.create(
            id=key, fund_id=user.organisation_id, account=user, stand_in=stand_in, first_on=first_on, last_on=last_on
        )
    except IntegrityError:
        raise Refused("Le dernier jour vient après le premier.", "last_on") from None


@transaction.atomic
def be_back(absence: Absence, *, by: User) -> None:
    """The absence is over, or will not be."""
    if absence.account_id != by.pk:
        raise Refused("Seule la personne absente peut mettre fin à son absence.")
    Absence.objects.filter(pk=absence.pk, ended_on=None).update(ended_on=timezone.localdate())


def absences(user: User) -> QuerySet[Absence]:
    """Those of this account that nobody ended, past ones left out."""
    return Absence.objects.filter(account=user, ended_on=None, last_on__gte=timezone.localdate())


def stands_in_for(user: User, today: datetime.date) -> Q:
    """The advisers whose files stand in this account's day: itself, and those whom it stands in for."""
    away = Absence.objects.filter(stand_in=user, ended_on=None, first_on__lte=today, last_on__gte=today)
    return Q(adviser=user) | Q(adviser__in=away.values("account_id"))
