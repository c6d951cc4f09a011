"""One identifier, one row: what is sent twice is written once, even at the same moment, and never two things as one.

The identifier was minted with the form, or by the caller's program (`web/intent.py`).
"""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction

from .refusals import AlreadyUsed, constraint_of

Row = TypeVar("Row", bound=models.Model)


def once(row: Row, same: Callable[[Row], bool]) -> tuple[Row, bool]:
    """Write this new row: the one that is kept, and whether it was written just now.

    Raises `AlreadyUsed` where its identifier holds something that is not the `same`, or that this account does not see.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if constraint_of(error) != f"{row._meta.db_table}_pkey":
            raise
        first = written(type(row), row.pk, same)
        if first is None:
            raise AlreadyUsed from None
        return first, False
    return row, True


def written(model: type[Row], identifier: UUID, same: Callable[[Row], bool]) -> Row | None:
    """What was written under this identifier, None where nothing was: for whoever must look before it may write."""
    row = model.objects.filter(pk=identifier).first()
    if row is not None and not same(row):
        raise AlreadyUsed
    return row


def says(**what) -> Callable[[models.Model], bool]:
    """A row is the same when its fields say this."""
    return lambda row: all(getattr(row, name) == value for name, value in what.items())
