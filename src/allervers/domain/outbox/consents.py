"""Who asked for no SMS, or no e-mail."""

from collections.abc import Iterator
from uuid import UUID

from ..consents import Consent, Source, register
from ..people.models import Person
from ..pieces.refusals import Refused
from . import workflow
from .addresses import address_of
from .codes import Channel
from .models import Opposition


class _Messages(Source):
    """By one channel. Whoever else has this number or address, or a STOP without a name, counts too."""

    channel: Channel
    is_opposition = True
    agrees_alone = False  # who lifts it is somebody (`Opposition.lifted_by`)

    def of(self, person: Person) -> Iterator[Consent]:
        address = address_of(person, self.channel)
        opposed = bool(address) and workflow.is_opposed(person.fund_id, self.channel, address)
        rows = Opposition.objects.filter(person=person, channel=self.channel, lifted_at=None)
        said = rows.order_by("-since").first() if opposed else None
        if not address:
            return
        yield Consent(
            purpose=self.purpose,
            recipient=str(person.fund),
            given=not opposed,
            since=said and said.since,
            by=said and said.author_id,
            by_whom="la personne elle-même" if opposed and (said is None or said.author_id is None) else "",
            how="STOP, ou depuis sa page" if opposed and (said is None or said.author_id is None) else "",
        )

    def put(self, person: Person, about: UUID | None, *, given: bool, by) -> bool:
        address = address_of(person, self.channel)
        if workflow.is_opposed(person.fund_id, self.channel, address) != given:
            return False
        if not given:
            workflow.stop(person, self.channel, by)
        elif by is None:
            raise Refused("Pour recevoir de nouveau des messages, dites-le à votre caisse.")
        else:
            workflow.lift(person, self.channel, by)
        return True


@register
class ByText(_Messages):
    purpose, label, channel = "sms", "Recevoir des SMS", Channel.SMS
    stops = "Plus aucun SMS ne part à ce numéro, ceux qui attendent sont retirés. Les lettres partent toujours."


@register
class ByMail(_Messages):
    purpose, label, channel = "email", "Recevoir des courriels", Channel.EMAIL
    stops = (
        "Plus aucun courriel ne part à cette adresse, ceux qui attendent sont retirés. Les lettres partent toujours."
    )
