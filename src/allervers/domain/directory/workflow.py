"""What a fund does with the directory: it finds a page right, names a referent, says whether two lines are one.

| transition | from        | to        | who may | needs                          |
|------------|-------------|-----------|---------|--------------------------------|
| confirm    | any         | confirmed | KEEP    |                                |
| refer_to   | any         | any       | KEEP    | an active account of the fund  |
| answer     | asked       | answered  | KEEP    | yes or no; may be changed back |
"""

import datetime

from django.db import transaction
from django.utils import timezone

from ..organisations.models import User
from ..pieces.refusals import Refused
from .models import Acquaintance, Pair, Structure

OF_ANOTHER = "Choisissez un compte actif de votre caisse."


def confirm(structure: Structure, by: User, today: datetime.date) -> None:
    """Somebody of the fund found the page right today."""
    _set(structure, by, confirmed_on=today, confirmed_by=by)


def refer_to(structure: Structure, referent: User | None, by: User) -> None:
    """Who of the fund speaks with this structure; None: nobody any more."""
    if referent and (referent.organisation_id != by.organisation_id or not referent.is_active):
        raise Refused(OF_ANOTHER)
    _set(structure, by, referent=referent)


def _set(structure: Structure, by: User, **what) -> None:
    Acquaintance.objects.update_or_create(fund=by.organisation, structure=structure, defaults=what)


@transaction.atomic
def answer(pair: Pair, is_same: bool | None, by: User) -> None:
    """Whether two lines are one structure; None takes the answer back. Nothing is deleted: lists show one."""
    pair = Pair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    pair.is_same = is_same
    pair.answered_by, pair.answered_at = (None, None) if is_same is None else (by, timezone.now())
    pair.save(update_fields=["is_same", "answered_by", "answered_at"])
