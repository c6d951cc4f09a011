"""What campaigns bring to the page of a person: each message to where they are reached now.

A campaign knows numbers of the fund's system, and no person. Whoever has the very number or address that a message went
to is shown it, for as long as the campaign keeps its digest (180 days). Who was left out by lot is nowhere.
"""

from collections.abc import Iterator

from django.db.models import TextChoices

from allervers.messaging import postal

from ..outbox.addresses import address_of, digest
from ..outbox.codes import Channel as Way
from ..outbox.codes import State
from ..people.models import Person
from ..pieces import Entry, Names, Pieces, register
from .codes import Arm
from .models import Sending

_LEFT = (State.SENT, State.UNKNOWN, State.LEAVING)


class Kind(TextChoices):
    CAMPAIGN = "campaign", "Campagne"


@register
class Campaigns(Pieces):
    """What the campaigns of the fund sent to where the person is reached."""

    kinds = Kind

    def __init__(self, person: Person):
        super().__init__(person)
        where = [digest(address) for address in _addresses(person)]
        sent = Sending.objects.filter(fund_id=person.fund_id, member__arm=Arm.TREATED, state__in=_LEFT)
        sent = sent.filter(member__address_digest__in=where)
        self.sent = list(sent.select_related("campaign")) if where else []

    def users(self) -> set[int | None]:
        return {sending.campaign.launched_by_id for sending in self.sent}

    def entries(self, names: Names) -> Iterator[Entry]:
        for sending in self.sent:
            came_back = sending.bounced_at is not None
            yield Entry(
                kind=Kind.CAMPAIGN,
                date=sending.attempted_at,
                title=f"{sending.get_channel_display()} de la campagne « {sending.campaign.name} »",
                body="Revenu : l’adresse ne reçoit pas." if came_back else f"{sending.get_state_display()}.",
                author=names.user(sending.campaign.launched_by_id),
                tag="warning" if came_back or sending.state != State.SENT else "success",
            )


def _addresses(person: Person) -> list[str]:
    """Where a campaign would reach them, as it writes each."""
    found = [address_of(person, way) for way in Way]
    try:
        full_name = f"{person.first_name} {person.birth_name.upper()}"
        found.append("\n".join(postal.lines(full_name, person.postal_address)))
    except postal.Unpostable:
        pass
    return [address for address in found if address]
