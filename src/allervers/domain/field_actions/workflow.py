"""What happens to a field action.

| transition | from      | to        | who may    | needs                                  |
|------------|-----------|-----------|------------|----------------------------------------|
| record     | nothing   | counted   | RECORD     | a day that is not to come, a public    |
| correct    | counted   | counted   | may_change | nobody changed what was seen meanwhile |
| withdraw   | counted   | withdrawn | may_change | a reason; its fact is removed          |
| bring_back | withdrawn | counted   | may_change |                                        |
"""

import uuid

from django.db import transaction
from django.utils import timezone

from ..organisations.context import because
from ..organisations.models import Organisation, User
from ..pieces.once import once
from ..pieces.refusals import Refused
from .models import FieldAction

WITHDRAWN = "Cette action a été retirée : elle ne se corrige plus. Remettez-la d’abord dans la liste."

CHANGED = (
    "Quelqu’un d’autre a modifié cette action pendant que vous écriviez. Vos réponses sont gardées ci-dessous : "
    "comparez-les avec sa page, puis enregistrez de nouveau si elles sont justes."
)


def record(fund: Organisation, *, key: uuid.UUID, author: User, **what) -> tuple[FieldAction, bool]:
    """Write the action of this form: the one that is kept, and whether it was written just now.

    `what`: fields of the model. The same form twice is one action; with other answers it raises `AlreadyUsed`.
    """
    because("action d’aller-vers notée")
    action = FieldAction(pk=key, source_id=str(key), fund=fund, author=author, **what)
    return once(action, lambda first: first.author_id == author.pk and not _changed(first, what))


def version(action: FieldAction) -> int:
    """How often it was written: what a page shows that will be corrected."""
    return action.events.count()


@transaction.atomic
def correct(action: FieldAction, *, seen: int | None, **what) -> bool:
    """Write it as it should have been; False when nothing differs. Raises `Refused` when it was withdrawn, or written
    since the `version` that was `seen`: two colleagues, or an import, would undo each other unawares."""
    because("correction")
    action = _locked(action)
    if action.is_withdrawn:
        raise Refused(WITHDRAWN)
    changed = _changed(action, what)
    if changed and version(action) != seen:
        raise Refused(CHANGED)
    for name in changed:
        setattr(action, name, what[name])
    if changed:
        action.save(update_fields=changed)
    return bool(changed)


@transaction.atomic
def withdraw(action: FieldAction, *, why: str) -> bool:
    """It did not take place, or was noted twice: it counts no longer. False when it was withdrawn already."""
    because("retrait")
    action = _locked(action)
    if action.is_withdrawn:
        return False
    action.withdrawn_at, action.withdrawn_why = timezone.now(), why
    action.save(update_fields=["withdrawn_at", "withdrawn_why"])
    return True


@transaction.atomic
def bring_back(action: FieldAction) -> bool:
    """It was withdrawn by mistake: it counts again. False when it counts already."""
    because("retrait annulé")
    action = _locked(action)
    if not action.is_withdrawn:
        return False
    action.withdrawn_at, action.withdrawn_why = None, ""
    action.save(update_fields=["withdrawn_at", "withdrawn_why"])
    return True


def _locked(action: FieldAction) -> FieldAction:
    return FieldAction.objects.select_for_update(of=("self",)).get(pk=action.pk)


def _changed(action: FieldAction, what: dict) -> list[str]:
    return [name for name, value in what.items() if getattr(action, name) != value]
