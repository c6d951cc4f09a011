"""Who changed what, and why, read from audit rows."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Change:
    """One write: `fields` are the French names of what changed, empty when the thing was written first."""

    at: datetime.datetime
    user_id: int | None
    what: str
    why: str
    fields: tuple[str, ...]


def read(trail: Iterable) -> Iterator[Change]:
    """The writes that the audit rows of one table tell, row by row of the table."""
    in_order = sorted(trail, key=lambda event: (str(event.pgh_obj_id), event.pgh_id))
    for _, events in groupby(in_order, key=lambda event: event.pgh_obj_id):
        before = None
        for event in events:
            yield Change(
                at=event.pgh_created_at,
                user_id=event.pgh_context.get("user"),
                what=event.pgh_tracked_model._meta.verbose_name.capitalize(),
                why=event.pgh_context.get("why", ""),
                fields=_changed(before, event),
            )
            before = event


def _changed(before, event) -> tuple[str, ...]:
    if event.pgh_label == "nir":
        return ("numéro de sécurité sociale",)
    if before is None:
        return ()
    return tuple(
        str(field.verbose_name)
        for field in event._meta.fields
        if not field.name.startswith("pgh_") and getattr(before, field.attname) != getattr(event, field.attname)
    )
