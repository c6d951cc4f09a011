"""What rights files bring to the page of a person: the states of a file, what was asked or decided, and why."""

import datetime
from collections.abc import Iterable, Iterator

from django.db.models import TextChoices

from ..people.models import Person
from ..pieces import Entry, Names, Pieces, register
from .codes import Outcome, Status
from .models import RightsFile, Step


class Kind(TextChoices):
    RIGHTS_FILE = "rights_file", "Dossier de droits"


_TAGS = {Status.DECIDED: "success", Status.DOCUMENTS_REQUESTED: "warning", Status.DEPOSITED: "info"}


def _entry(file: RightsFile, at: datetime.datetime, what: str, told: list[str], author: str) -> Entry:
    return Entry(
        kind=Kind.RIGHTS_FILE,
        date=at,
        title=f"{file.short_right} : {what}",
        body="\n".join(filter(None, told)),
        author=author,
        tag="warning",
        about=file.pk,
    )


@register
class RightsFiles(Pieces):
    """The rights files of a person, the newest first."""

    kinds = Kind

    def __init__(self, person: Person):
        super().__init__(person)
        files = RightsFile.objects.filter(person=person).defer("nir_encrypted", "nir_digest", "situation")
        told = ("steps", "events", "decisions", "papersrequests__lines__required", "controls", "appeals")
        self.files = list(files.prefetch_related(*told).order_by("-received_on"))

    def users(self) -> set[int | None]:
        authors = {step.author_id for file in self.files for step in file.steps.all()}
        authors |= {control.author_id for file in self.files for control in file.controls.all()}
        return authors | {appeal.lodged_by_id for file in self.files for appeal in file.appeals.all()}

    def entries(self, names: Names) -> Iterator[Entry]:
        for file in self.files:
            for step in file.steps.all():
                state = Status(step.status)
                yield Entry(
                    kind=Kind.RIGHTS_FILE,
                    date=step.at,
                    title=f"{file.short_right} : {_what(file, step)}",
                    body="\n".join(filter(None, [f"Dossier {file.reference}", _asked_for(file, step), step.why])),
                    author=names.user(step.author_id),
                    tag=_TAGS.get(state, "neutral"),
                    about=file.pk,
                )

            yield from self._afterwards(file, names)

    def _afterwards(self, file: RightsFile, names: Names) -> Iterator[Entry]:
        """Controls of the right and appeals, each with what became of it."""
        for control in file.controls.all():
            told = [f"Dossier {file.reference}, sur {control.get_condition_display()}", control.get_end_display()]
            yield _entry(file, control.at, "contrôle", told, names.user(control.author_id))
        for appeal in file.appeals.all():
            told = [f"Dossier {file.reference}, contre {appeal.get_against_display()}", appeal.get_answer_display()]
            yield _entry(file, appeal.at, "recours", told, names.user(appeal.lodged_by_id))

    def trails(self) -> Iterable[Iterable]:
        yield [event for file in self.files for event in file.events.all()]


def _what(file: RightsFile, step: Step) -> str:
    """The state; of a decision, its outcome."""
    decisions = list(file.decisions.all())
    if step.status != Status.DECIDED or not decisions:
        return Status(step.status).label
    # Who decides writes the reason; the days, or papers that come, bring the last decision to its end.
    decided = next((each for each in decisions if each.reason == step.why.strip()), decisions[-1])
    return Outcome(decided.outcome).label


def _asked_for(file: RightsFile, step: Step) -> str:
    """The papers that the requests of this day ask for."""
    if step.status != Status.DOCUMENTS_REQUESTED:
        return ""
    asked = [line.required.label for each in file.papersrequests.all() if each.asked_on == step.on
             for line in each.lines.all()]  # fmt: skip
    return f"Demandés : {' ; '.join(dict.fromkeys(asked))}" if asked else ""
