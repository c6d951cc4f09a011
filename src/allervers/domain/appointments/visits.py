"""The person's own way to their appointment: a code given by the fund, used once, with the birth date.

The same codes and visits as those of a rights file (`rights_files/person_links.py`), for one appointment; the database
says which one a visit sees. What is done from there is done for the fund, and in nobody else's name.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from ..organisations.context import acting_for, because
from ..people.visits import Opened, begun_by, digest_of_code, digest_of_visit, new_code
from ..pieces.refusals import Refused
from . import workflow
from .models import Appointment
from .queries import Offer, offers, opening_and_moment

VISIT_LASTS = datetime.timedelta(minutes=30)  # without a page
OFFERED = 6
BY_THE_PERSON = "par la personne, depuis sa page"


def give(appointment: Appointment) -> str:
    """A new code for the person; those given before and not used open nothing any more. It opens until the appointment.

    In clear here alone. Raises `Refused` where the birth date is not known, or nothing is to come.
    """
    because("accès donné à la personne")
    code = new_code()
    if not _ask("select appointment_link_give(%s, %s)", appointment.pk, digest_of_code(code)):
        raise Refused(
            "Il manque la date de naissance de la personne, ou ce rendez-vous n’est plus à venir : aucun code ne "
            "l’ouvrirait."
        )
    return code


def open_with(code: str, birth_date: datetime.date) -> Opened | None:
    """Begin a visit; None where nothing opens, whatever the reason (a wrong birth date counts as a try)."""
    opened = begun_by(code)
    values = (digest_of_code(code), birth_date, digest_of_visit(opened.key), _until(), digest_of_code(opened.next_code))
    return opened if _ask("select appointment_link_open(%s, %s, %s, %s, %s)", *values) else None


@contextmanager
def visiting(key: str) -> Iterator[Appointment | None]:
    """Inside this block the database shows the appointment of the visit; None once the visit is over."""
    digest = digest_of_visit(key)
    found = _ask("select appointment_visit_goes_on(%s, %s)", digest, _until())
    _ask("select set_config('app.visit_digest', %s, true)", digest.hex())
    try:
        seen = Appointment.objects.select_related("fund").filter(pk=found).first() if found else None
        yield seen and _whole(seen)
    finally:
        if not connection.needs_rollback:
            _ask("select set_config('app.visit_digest', '', true)")


def end_visit(key: str) -> None:
    _ask("select appointment_visit_end(%s)", digest_of_visit(key))


def others(appointment: Appointment) -> list[Offer]:
    """Moments for the same thing, in the same way, at the same place."""
    opening = appointment.opening
    with acting_for(appointment.fund, BY_THE_PERSON):
        wanted = {"kind": opening.kind, "way": opening.way, "place": opening.place_id}
        return offers(appointment.fund_id, at_most=OFFERED, **wanted)


def move(appointment: Appointment, key: str) -> Appointment:
    """To the moment of this key (`Slot.key`), where it is one for the same thing at the same place.

    Raises `workflow.Taken` or `Refused` as for everybody.
    """
    with acting_for(appointment.fund, BY_THE_PERSON):
        opening, starts_at = opening_and_moment(key)
        same = ("kind", "way", "place_id")
        if opening is None or any(getattr(opening, name) != getattr(appointment.opening, name) for name in same):
            raise Refused("Ce moment n’existe pas. Choisissez-en un autre.", "slot")
        return workflow.move(appointment, opening, starts_at)


def cancel(appointment: Appointment) -> Appointment:
    with acting_for(appointment.fund, BY_THE_PERSON):
        return workflow.cancel(appointment, by_person=True)


def _whole(seen: Appointment) -> Appointment:
    """With where and with whom: what the fund says of it."""
    with acting_for(seen.fund, BY_THE_PERSON):
        return Appointment.objects.select_related("fund", "opening__place", "opening__room", "agent").get(pk=seen.pk)


def _until() -> datetime.datetime:
    return timezone.now() + VISIT_LASTS


def _ask(sql: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]
