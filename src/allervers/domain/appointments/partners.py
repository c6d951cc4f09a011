"""Appointments that whoever reported a person takes for them, in hours opened to partners (decision 0102).

A partner sees neither the person nor the fund's agenda: what is asked and written here is done for the fund, and the
database holds for whom and where.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ..accompaniment.models import Accompaniment
from ..organisations.context import acting_for
from ..organisations.models import User
from ..pieces.refusals import Refused
from ..referrals.models import Referral
from . import workflow
from .codes import Origin, State
from .models import Appointment
from .queries import Offer, offers, opening_and_moment

OFFERED = 12
BY_A_PARTNER = "par le partenaire qui a signalé la personne"
NOT_YET = (
    "Le rendez-vous ne peut pas être pris ici pour le moment. Appelez la Mission accompagnement santé de la caisse : "
    "elle le donnera."
)
ONE_AT_ONCE = "Un rendez-vous est déjà prévu. Pour le déplacer, appelez la Mission accompagnement santé."


def offered(referral: Referral) -> list[Offer]:
    """The next free moments that the fund opened to partners."""
    with acting_for(referral.fund, BY_A_PARTNER):
        return offers(referral.fund_id, at_most=OFFERED, to_partners=True)


def taken(referral: Referral) -> list[Appointment]:
    """Those that whoever reported took for this referral, the soonest first; none that somebody else gave."""
    with acting_for(referral.fund, BY_A_PARTNER):
        found = Appointment.objects.filter(accompaniment__referral=referral, origin=Origin.PARTNER)
        return list(found.select_related("opening__place", "opening__room"))


def book(referral: Referral, slot_key: str, *, appointment_id: UUID, author: User) -> Appointment:
    """The moment of this key (`Slot.key`) for the person of the referral; the same identifier again gives the same.

    Raises `workflow.Taken` where somebody was faster, `Refused` where the person is not accompanied, is protected, or
    has an appointment to come that somebody else gave, told alike, and where they have one from here already.
    """
    with acting_for(referral.fund, BY_A_PARTNER):
        return _book(referral, slot_key, appointment_id, author)


@transaction.atomic
def _book(referral: Referral, slot_key: str, appointment_id: UUID, author: User) -> Appointment:
    files = Accompaniment.objects.select_for_update(of=("self",)).select_related("person__fund")
    file = files.filter(referral=referral, person__isnull=False).first()
    if file is None or not file.is_open or file.person.protected_since:
        raise Refused(NOT_YET)
    opening, starts_at = opening_and_moment(slot_key)
    if opening is None or not opening.to_partners:
        raise Refused("Ce moment n’existe pas. Choisissez-en un autre.", "slot")
    to_come = Appointment.objects.filter(person=file.person, state=State.BOOKED, ends_at__gt=timezone.now())
    others = list(to_come.exclude(pk=appointment_id))
    if any(one.origin != Origin.PARTNER or one.accompaniment_id != file.pk for one in others):
        # One that somebody else gave: said as of a protected person, the sentence tells neither.
        raise Refused(NOT_YET)
    if others:
        raise Refused(ONE_AT_ONCE)
    said = {"appointment_id": appointment_id, "origin": Origin.PARTNER, "author": author, "accompaniment": file}
    return workflow.book(file.person, opening, starts_at, **said)
