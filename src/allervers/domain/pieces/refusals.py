"""What is refused, in words: by a workflow (`Refused`), or by the database (`sentence`), which has the last word.

A domain enters the sentences of its own constraints from its `pieces.py`: `refuses({"name_of_constraint": "…"})`.
"""

import logging
from collections.abc import Mapping

from django.db import IntegrityError

logger = logging.getLogger(__name__)

OTHERWISE = (
    "L’enregistrement a été refusé et rien n’a été écrit. Rechargez la page ; si cela recommence, prévenez la "
    "personne qui gère les comptes dans votre organisme."
)
ALREADY_USED = (
    "Ce formulaire a déjà été enregistré, avec d’autres réponses. Si c’est autre chose que vous notez, enregistrez de "
    "nouveau ; sinon, revenez en arrière."
)

_SENTENCES: dict[str, str] = {}


class Refused(Exception):
    """The transition is not possible; the message is a French sentence for the screen. `field` is what it is about."""

    def __init__(self, message: str = "", field: str = ""):
        super().__init__(message)
        self.field = field


class AlreadyUsed(Refused):
    """Something else was written with this identifier (of a form, of a caller); nothing is written now (`once.py`)."""

    def __init__(self, message: str = "", field: str = "id"):
        super().__init__(message or ALREADY_USED, field)


def refuses(sentences: Mapping[str, str]) -> None:
    """Enter what is told when a constraint refuses: its name → a French sentence that says what to do."""
    if twice := _SENTENCES.keys() & sentences:
        raise ValueError(f"the constraint {min(twice)} has a sentence already")
    _SENTENCES.update(sentences)


def constraint_of(error: IntegrityError) -> str:
    """The name of the constraint that refused; empty where the database gives none."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""


def sentence(error: IntegrityError) -> str:
    """A French sentence for a refused write; it never quotes what was typed."""
    constraint = constraint_of(error)
    # The name of the constraint alone: the database's own message holds values.
    logger.warning("write refused by %s", constraint)
    return _SENTENCES.get(constraint, OTHERWISE)
