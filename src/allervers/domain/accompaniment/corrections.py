"""Correcting what was mistyped: a contact or an action, by who wrote it, until the end of that day.

What it was, who changed it and when stay in the audit trail, and the timeline shows it as corrected. After the day, a
file is what was known then: something new is noted instead. The database holds the same rule
(`sql/corrected_by_its_author_that_day.sql`), and writes `corrected_at` itself.
"""

from django.db import transaction
from django.utils import timezone

from ..organisations.context import because
from ..organisations.models import User
from ..pieces.refusals import Refused
from .models import Accompaniment, Action, Contact
from .workflow import locked

TOO_LATE = (
    "Ce qui est noté se corrige le jour même. Ce jour est passé : notez plutôt un nouveau contact ou une nouvelle "
    "action, qui dit ce qu’il en est."
)
ANOTHER_AUTHOR = "Seule la personne qui l’a noté peut le corriger. Notez plutôt un nouveau contact ou une action."


def why_not_correctable(user: User, piece: Contact | Action) -> str:
    """Empty when this account may correct it today; else the French sentence that says why not."""
    if piece.author_id != user.pk:
        return ANOTHER_AUTHOR
    if timezone.localdate(piece.created_at) != timezone.localdate():
        return TOO_LATE
    return ""


@transaction.atomic
def correct(piece: Contact | Action, *, author: User, **what) -> bool:
    """Write it as it should have been; False when nothing differs. `what`: the fields of the form that wrote it.

    Raises `Refused` when the day or the author is another, or when the file was closed meanwhile.
    """
    because("correction")
    piece = type(piece).objects.select_for_update(of=("self",)).get(pk=piece.pk)
    if refusal := why_not_correctable(author, piece):
        raise Refused(refusal)
    if file := file_of(piece):
        locked(file, is_open=True)
    changed = [name for name, value in what.items() if getattr(piece, name) != value]
    for name in changed:
        setattr(piece, name, what[name])
    if changed:
        piece.save(update_fields=changed)
    return bool(changed)


def file_of(piece: Contact | Action) -> Accompaniment | None:
    """The accompaniment that it is written in; None for a contact of a referral that still waits."""
    if isinstance(piece, Action):
        return piece.accompaniment
    return Accompaniment.objects.filter(referral_id=piece.referral_id).first()
