"""What changes of mind bring to the page of a person."""

from collections.abc import Iterator

from django.db.models import TextChoices

from ..people.models import Person
from ..pieces import Entry, Names, Pieces, register
from . import source_of
from .models import ConsentChange


class Kind(TextChoices):
    CONSENT = "consent", "Accord ou opposition"


@register
class ConsentChanges(Pieces):
    """Each change, with how it was said and who wrote it down."""

    kinds = Kind

    def __init__(self, person: Person):
        super().__init__(person)
        self.changes = list(ConsentChange.objects.filter(person=person))

    def users(self) -> set[int | None]:
        return {change.author_id for change in self.changes}

    def entries(self, names: Names) -> Iterator[Entry]:
        for change in self.changes:
            source = source_of(change.purpose)
            yield Entry(
                kind=Kind.CONSENT,
                date=change.at,
                title=f"{'Accepte' if change.given else 'Refuse désormais'} : {source.in_a_sentence}",
                body=f"{change.recipient}\n{change.get_how_display()}, le {change.on:%d/%m/%Y}.",
                author=names.user(change.author_id),
                tag="neutral" if change.given else "info",
            )
