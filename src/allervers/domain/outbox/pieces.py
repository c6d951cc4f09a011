"""What messages bring to the page of a person: each message with what became of it, each opposition."""

from collections.abc import Iterator

from django.db.models import TextChoices

from ..people.models import Person
from ..pieces import Entry, Names, Pieces, register
from .codes import Channel, State
from .models import Message, Opposition
from .templates import secrets, templates


class Kind(TextChoices):
    MESSAGE = "message", "Message"


_TAGS = {State.SENT: "success", State.UNKNOWN: "warning", State.FAILED: "warning", State.LEAVING: "info"}


@register
class Messages(Pieces):
    """What was written to a person, and what they asked not to receive."""

    kinds = Kind

    def __init__(self, person: Person):
        super().__init__(person)
        self.messages = list(Message.objects.filter(person=person))
        self.oppositions = list(Opposition.objects.filter(person=person))

    def users(self) -> set[int | None]:
        return {row.author_id for row in (*self.messages, *self.oppositions)} | {
            row.lifted_by_id for row in self.oppositions
        }

    def entries(self, names: Names) -> Iterator[Entry]:
        for message in self.messages:
            state = State(message.state)
            yield Entry(
                kind=Kind.MESSAGE,
                date=message.settled_at or message.attempted_at or message.written_at,
                title=f"{message.get_channel_display()} : {title_of(message)}",
                body="\n".join(filter(None, [f"{state.label}{_because(message)}.", shown(message)])),
                author=names.user(message.author_id),
                tag=_TAGS.get(state, "neutral"),
                about=message.pk,
            )
        for opposition in self.oppositions:
            label = Channel(opposition.channel).label
            yield Entry(
                Kind.MESSAGE, opposition.since, f"Ne veut plus de {label}", author=names.user(opposition.author_id)
            )
            if opposition.lifted_at:
                author = names.user(opposition.lifted_by_id)
                yield Entry(Kind.MESSAGE, opposition.lifted_at, f"Accepte de nouveau les {label}", author=author)


def title_of(message: Message) -> str:
    """What it was about; a template that no longer exists leaves its text."""
    template = templates().get(message.kind)
    return template.label if template else "message"


def shown(message: Message) -> str:
    """What whoever opens the page of the person reads of it."""
    if message.kind in secrets():
        return "Son texte ouvre la page de la personne : il n’est pas montré."
    return message.text


def _because(message: Message) -> str:
    return f" : {message.why}" if message.why else ""
