"""What requests for one's data bring to the page of the person: that they asked, and when they were answered."""

from collections.abc import Iterator

from django.db.models import TextChoices

from ..people.models import Person
from ..pieces import Entry, Names, Pieces, register
from ..pieces.refusals import refuses
from .models import AccessRequest
from .workflow import ALREADY

refuses({"access_request_one_at_once": ALREADY})


class Kind(TextChoices):
    ACCESS = "access", "Demande d’accès"


@register
class AccessRequests(Pieces):
    """Each request, and its answer."""

    kinds = Kind

    def __init__(self, person: Person):
        super().__init__(person)
        self.requests = list(AccessRequest.objects.filter(person=person))

    def users(self) -> set[int | None]:
        return {key for each in self.requests for key in (each.author_id, each.delivered_by_id)}

    def entries(self, names: Names) -> Iterator[Entry]:
        for each in self.requests:
            yield Entry(
                kind=Kind.ACCESS,
                date=each.recorded_at,
                title="Demande une copie de ses données",
                body=f"{each.reference}, réponse avant le {each.due_on:%d/%m/%Y}.",
                author=names.user(each.author_id),
            )
            if each.delivered_at:
                yield Entry(
                    kind=Kind.ACCESS,
                    date=each.delivered_at,
                    title="Copie de ses données remise",
                    body=f"{each.reference} : {each.get_delivery_display().lower()}.",
                    author=names.user(each.delivered_by_id),
                )
