"""What happens to an agreement.

| transition | from      | to        | who may    | needs                                        |
|------------|-----------|-----------|------------|----------------------------------------------|
| record     | nothing   | counted   | RECORD     | a network, a kind, a day that is not to come |
| correct    | counted   | counted   | may_change | nobody changed what was seen meanwhile       |
| withdraw   | counted   | withdrawn | may_change | a reason; its years and facts are removed    |
| bring_back | withdrawn | counted   | may_change |                                              |

An agreement that ends is not withdrawn: its last day is corrected, and the years before still count it.
"""

import uuid

from django.db import transaction
from django.utils import timezone

from ..organisations.context import because
from ..organisations.models import Organisation, User
from ..pieces.once import once
from ..pieces.refusals import Refused
from .models import Agreement

WITHDRAWN = "Cette convention a été retirée : elle ne se corrige plus. Remettez-la d’abord dans la liste."

CHANGED = (
    "Quelqu’un d’autre a modifié cette convention pendant que vous écriviez. Vos réponses sont gardées ci-dessous : "
    "comparez-les avec sa page, puis enregistrez de nouveau si elles sont justes."
)


def record(fund: Organisation, *, key: uuid.UUID, author: User, **what) -> tuple[Agreement, bool]:
    """Write the agreement of this form: the one that is kept, and whether it was written just now.

    `what`: fields of the model. The same form twice is one agreement; with other answers it raises `AlreadyUsed`.
    """
    because("convention notée")
    agreement = Agreement(pk=key, source_id=str(key), fund=fund, author=author, **what)
    return once(agreement, lambda first: first.author_id == author.pk and not _changed(first, what))


def version(agreement: Agreement) -> int:
    """How often it was written: what a page shows that will be corrected."""
    return agreement.events.count()


@transaction.atomic
def correct(agreement: Agreement, *, seen: int | None, **what) -> bool:
    """Write it as it should have been; False when nothing differs. Raises `Refused` when it was withdrawn, or written
    since the `version` that was `seen`: two colleagues, or an import, would undo each other unawares."""
    because("correction")
    agreement = _locked(agreement)
    if agreement.is_withdrawn:
        raise Refused(WITHDRAWN)
    changed = _changed(agreement, what)
    if changed and version(agreement) != seen:
        raise Refused(CHANGED)
    for name in changed:
        setattr(agreement, name, what[name])
    if changed:
        agreement.save(update_fields=changed)
    return bool(changed)


@transaction.atomic
def withdraw(agreement: Agreement, *, why: str) -> bool:
    """It was never signed, or was noted twice: it counts no longer. False when it was withdrawn already."""
    because("retrait")
    agreement = _locked(agreement)
    if agreement.is_withdrawn:
        return False
    agreement.withdrawn_at, agreement.withdrawn_why = timezone.now(), why
    agreement.save(update_fields=["withdrawn_at", "withdrawn_why"])
    return True


@transaction.atomic
def bring_back(agreement: Agreement) -> bool:
    """It was withdrawn by mistake: it counts again. False when it counts already."""
    because("retrait annulé")
    agreement = _locked(agreement)
    if not agreement.is_withdrawn:
        return False
    agreement.withdrawn_at, agreement.withdrawn_why = None, ""
    agreement.save(update_fields=["withdrawn_at", "withdrawn_why"])
    return True


def _locked(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)


def _changed(agreement: Agreement, what: dict) -> list[str]:
    return [name for name, value in what.items() if getattr(agreement, name) != value]
