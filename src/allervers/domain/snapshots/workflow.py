"""Freezing figures, once: what was published stays as it was published."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import connection, transaction

from ..figures.indicators import CATALOGUE
from ..figures.periods import Period
from ..organisations.models import Organisation, User
from .models import Snapshot


@dataclass(frozen=True)
class Line:
    """One value as it was shown. `number` is None when it was masked or had no meaning; `text` says which."""

    indicator: str
    detail: str
    text: str
    number: float | None


@transaction.atomic
def freeze(
    account: User,
    *,
    snapshot_id: UUID,
    title: str,
    period: Period,
    fund: Organisation | None,
    read: Callable[[], list[Line]],
) -> Snapshot:
    """Keep what `read` gives, with the definitions of the day. The same `snapshot_id` freezes once.

    Facts cannot be written while it is read, so that every later change of them is known to be later.
    """
    if made := Snapshot.objects.filter(pk=snapshot_id).first():
        return made
    with connection.cursor() as cursor:
        cursor.execute("select facts_hold()")
        made_at = cursor.fetchone()[0]
    lines = read()
    made = Snapshot(
        pk=snapshot_id,
        title=title,
        fund=fund,
        start=period.start,
        end=period.end,
        made_at=made_at,
        made_by=account,
        lines=[asdict(line) for line in lines],
        definitions={name: definition(name) for name in dict.fromkeys(line.indicator for line in lines)},
    )
    # Sent twice at once, both read: whoever comes second finds what the first has made.
    Snapshot.objects.bulk_create([made], ignore_conflicts=True)
    return Snapshot.objects.get(pk=snapshot_id)


def definition(name: str) -> dict[str, str] | None:
    """How an indicator is defined today; None when it is no longer counted."""
    entry = CATALOGUE.get(name)
    return entry and {
        "label": entry.label,
        "definition": entry.definition,
        "counted": entry.basis.counted,
        "left_out": entry.basis.left_out,
        "since": entry.since.isoformat(),
    }
