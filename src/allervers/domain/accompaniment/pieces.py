"""What the casework brings to the page of a person."""

from collections.abc import Iterable, Iterator

from ..people.models import Person
from ..pieces import Entry, Names, Pieces, register
from ..pieces.refusals import refuses
from .models import Accompaniment, Action, Contact, Note, RightsCheck
from .refusals import SENTENCES
from .timeline import Kind, files_of, told

refuses(SENTENCES)


@register
class Casework(Pieces):
    """The accompaniments of a person, with what was written into them. `files`: the open ones first."""

    kinds = Kind

    def __init__(self, person: Person):
        super().__init__(person)
        self.files = files_of(person)

    def users(self) -> set[int | None]:
        """Advisers, authors, and those who changed something."""
        users = set()
        for file in self.files:
            users.add(file.adviser_id)
            users.update(piece.author_id for piece in _written(file))
            for event in file.events.all():
                users |= {event.pgh_context.get("user"), event.adviser_id}
            for handover in file.handovers.all():
                users |= {handover.proposed_by_id, handover.to_id}
        return users

    def organisations(self) -> set[int | None]:
        """The funds, and the bodies that handle a file or once did."""
        found = set()
        for file in self.files:
            found |= {file.fund_id, file.handled_by_id, *(event.handled_by_id for event in file.events.all())}
        return found

    def entries(self, names: Names) -> Iterator[Entry]:
        for file in self.files:
            yield from told(file, names)

    def trails(self) -> Iterable[Iterable]:
        """Three queries more than the files themselves."""
        yield [event for file in self.files for event in file.events.all()]
        yield _events(Contact, [contact.pk for file in self.files for contact in file.referral.contacts.all()])
        yield _events(Action, [action.pk for file in self.files for action in file.actions.all()])
        yield _events(Note, [note.pk for file in self.files for note in file.notes.all()])


def _written(file: Accompaniment) -> list[Contact | Action | RightsCheck | Note]:
    return [*file.referral.contacts.all(), *file.actions.all(), *file.checks.all(), *file.notes.all()]


def _events(model, identifiers: list):
    return model.pgh_event_model.objects.filter(pgh_obj_id__in=identifiers)
