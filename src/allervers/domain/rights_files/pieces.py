"""What rights files bring to the page of a person: each state that a file entered, and why."""

from collections.abc import Iterable, Iterator

from django.db.models import TextChoices

from ..people.models import Person
from ..pieces import Entry, Names, Pieces, register
from .codes import Status
from .models import RightsFile


class Kind(TextChoices):
    RIGHTS_FILE = "rights_file", "Dossier de droits"


_TAGS = {Status.DECIDED: "success", Status.DOCUMENTS_REQUESTED: "warning", Status.DEPOSITED: "info"}


@register
class RightsFiles(Pieces):
    """The rights files of a person, the newest first."""

    kinds = Kind

    def __init__(self, person: Person):
        super().__init__(person)
        files = RightsFile.objects.filter(person=person).defer("nir_encrypted", "nir_digest", "situation")
        self.files = list(files.prefetch_related("steps", "events").order_by("-received_on"))

    def users(self) -> set[int | None]:
        return {step.author_id for file in self.files for step in file.steps.all()}

    def entries(self, names: Names) -> Iterator[Entry]:
        for file in self.files:
            for step in file.steps.all():
                state = Status(step.status)
                yield Entry(
                    kind=Kind.RIGHTS_FILE,
                    date=step.at,
                    title=f"{file.short_right} : {state.label}",
                    body="\n".join(filter(None, [f"Dossier {file.reference}", step.why])),
                    author=names.user(step.author_id),
                    tag=_TAGS.get(state, "neutral"),
                    about=file.pk,
                )

    def trails(self) -> Iterable[Iterable]:
        yield [event for file in self.files for event in file.events.all()]
