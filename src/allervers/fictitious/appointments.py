"""The appointments of the demonstration: a place, the hours of two agents, and whom the adviser expects this week."""

import datetime
import uuid

from django.utils import timezone

from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.appointments import desks, workflow
from allervers.domain.appointments.codes import Kind, Origin, Way
from allervers.domain.appointments.models import Place
from allervers.domain.appointments.queries import offers
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import User

WHY = "démonstration"
LASTS = datetime.timedelta(weeks=26)
EXPECTED = 5


def receive(accounts: dict[str, User]) -> None:
    """From today on; the first persons whom the adviser accompanies took the first moments themselves."""
    adviser, manager = accounts["conseiller"], accounts["responsable"]
    with acting_as(manager, WHY):
        place = desks.add_place(
            manager.organisation,
            place_id=uuid.uuid4(),
            rooms=["Guichet 1", "Salle des ateliers"],
            name="Agence de Valfleury (fictive)",
            address="1 place de l’Exemple, 01000 Valfleury",
        )
        _hours(place, adviser, manager, Kind.RIGHTS_OPENING, room=place.rooms.get(name="Guichet 1"))
        afternoon = {"way": Way.PHONE, "first_time": datetime.time(14)}
        _hours(place, accounts["gestionnaire"], manager, Kind.JOINT, **afternoon)
    with acting_as(adviser, WHY):
        files = Accompaniment.objects.filter(adviser=adviser, closed_on=None, person__birth_date__isnull=False)
        moments = offers(adviser.organisation_id, kind=Kind.RIGHTS_OPENING, at_most=2 * EXPECTED)[::2]
        in_order = files.order_by("opened_on", "pk").select_related("person")
        for file, offer in zip(in_order[:EXPECTED], moments, strict=False):
            workflow.book(
                file.person,
                offer.slot.opening,
                offer.slot.starts_at,
                appointment_id=uuid.uuid4(),
                origin=Origin.PERSON,
                accompaniment=file,
            )


def _hours(place: Place, agent: User, author: User, kind: Kind, **more) -> None:
    today = timezone.localdate()
    said = {"way": Way.ON_SITE, "first_time": datetime.time(9), "minutes": 30, "per_day": 6, **more}
    desks.open_slots(
        place,
        opening_id=uuid.uuid4(),
        agent=agent,
        author=author,
        kind=kind,
        rule=desks.weekly(["MO", "TU", "WE", "TH", "FR"]),
        starts_on=today,
        ends_on=today + LASTS,
        **said,
    )
