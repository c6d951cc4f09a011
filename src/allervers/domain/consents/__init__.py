"""What a person agreed to and what they oppose, by purpose and recipient: a view over what each domain keeps of it.

A domain that asks a person's agreement, or honours an opposition, writes a `consents.py` beside its models:

    @register
    class Copies(Source):
        purpose, label = "copies", "Copie des courriers à qui l’aide"
        stops = "Plus aucune copie ne part."
        def of(self, person): ...                      # yields `Consent`, in a fixed number of queries
        def put(self, person, about, *, given, by): ...  # where it may be changed

It is found when the applications are loaded (`apps.py`). What holds is kept where it is asked, and nowhere else: to
withdraw is to change that row, so whatever asks it stops. `ConsentChange` keeps that it changed, how and by whom.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from ..pieces.refusals import Refused

Moment = datetime.datetime | datetime.date


@dataclass(frozen=True)
class Consent:
    """What holds now for one purpose and one recipient.

    `given`: their data may serve for it. `since`: when they said so, None where they were never asked and nothing
    forbids it. `by` is the account that wrote it down, `by_whom` whoever it was where there is no account; `how` they
    said it. `note` is what else is known; `may_change`: which of the two answers can still be written here.
    """

    purpose: str
    recipient: str
    given: bool
    since: Moment | None = None
    about: UUID | None = None
    by: int | None = None
    by_whom: str = ""
    how: str = ""
    note: str = ""
    may_change: tuple[bool, ...] = (True, False)

    @property
    def key(self) -> str:
        """What names it in a form and in an address: nothing of the person."""
        return f"{self.purpose}.{self.about or ''}"

    @property
    def other_answer(self) -> bool | None:
        """The answer that can be written now; None where nothing can be changed here."""
        return not self.given if (not self.given) in self.may_change else None


class Source:
    """What one domain keeps of the agreements of a person. `stops` is what ends once it is withdrawn.

    An opposition (`is_opposition`) is told by the person who had not been asked; an agreement was asked. From their own
    page they withdraw everything that may change; `agrees_alone`: they may take it up again there.
    """

    purpose: str
    label: str
    stops: str
    is_opposition = False
    agrees_alone = True

    @property
    def in_a_sentence(self) -> str:
        return self.label[0].lower() + self.label[1:]

    def of(self, person) -> Iterable[Consent]:
        """What the database shows of it to the account of the context."""
        raise NotImplementedError

    def put(self, person, about: UUID | None, *, given: bool, by) -> bool:
        """Keep the other answer; False where it was so already. Raises `Refused`."""
        raise Refused("Cela ne se change pas ici.")


_REGISTERED: dict[str, Source] = {}


def register(source: type[Source]) -> type[Source]:
    """Enter what a domain keeps. A purpose is that of one domain: it stands in the trail."""
    if source.purpose in _REGISTERED:
        raise ValueError(f"the purpose {source.purpose!r} is that of another domain")
    _REGISTERED[source.purpose] = source()
    return source


def sources() -> list[Source]:
    """Every purpose, in the order of the domains as they are loaded."""
    return list(_REGISTERED.values())


def source_of(purpose: str) -> Source:
    """Raises `Refused` for a purpose that does not exist."""
    if purpose not in _REGISTERED:
        raise Refused("Cet accord n’existe pas.")
    return _REGISTERED[purpose]


def of_person(person) -> list[Consent]:
    """Everything that the person agreed to or opposes, as far as the database shows it to the account."""
    return [consent for source in sources() for consent in source.of(person)]


def found(person, key: str) -> Consent | None:
    """The one that a form names, if the person has it."""
    purpose = key.partition(".")[0]
    if purpose not in _REGISTERED:
        return None
    return next((each for each in _REGISTERED[purpose].of(person) if each.key == key), None)
