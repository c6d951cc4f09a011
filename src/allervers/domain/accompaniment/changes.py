"""Who changed what of a person's file, and why: the audit trail, for the fund that owns it."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ..people.models import Person
from .models import Accompaniment, Action, Contact


@dataclass(frozen=True)
class Change:
    """One write: `fields` are the French names of what changed, empty when the thing was written first."""

    at: datetime.datetime
    user_id: int | None
    what: str
    why: str
    fields: tuple[str, ...]


def changes(person: Person, files: Iterable[Accompaniment], *, at_most: int = 100) -> list[Change]:
    """The latest writes on the person and on these files (as `timeline.files_of` fetched them), newest first.

    Three queries. Empty for whoever may not see the trail: row-level security shows it to the owner alone.
    """
    contacts = [contact.pk for file in files for contact in file.referral.contacts.all()]
    actions = [action.pk for file in files for action in file.actions.all()]
    trails = [
        person.events.all(),
        [event for file in files for event in file.events.all()],
        _events(Contact, contacts),
        _events(Action, actions),
    ]
    found = [change for trail in trails for change in _read(trail)]
    return sorted(found, key=lambda change: change.at)[::-1][:at_most]


def _events(model, identifiers: list):
    return model.pgh_event_model.objects.filter(pgh_obj_id__in=identifiers)


def _read(trail: Iterable) -> Iterator[Change]:
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
