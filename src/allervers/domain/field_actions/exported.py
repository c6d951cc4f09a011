"""Field actions written as the file that they can be read from again (`actions_file`, formats §9)."""

from collections.abc import Iterable, Iterator

from .models import FieldAction

HEADER = (
    *("action_id", "fund_code", "held_on", "public", "life_event", "place_kind", "outside_premises", "remote"),
    *("partners", "services", "territorial_diagnosis", "outgoing_contacts", "targeted", "informed", "helped"),
    *("individual_appointments", "satisfaction"),
)


def rows(actions: Iterable[FieldAction], fund_code: str) -> Iterator[list[str]]:
    """One line an action, in the order of `HEADER`: what is not known is empty."""
    for action in actions:
        yield [
            *(action.source_id or str(action.pk), fund_code, action.held_on.isoformat(), action.public),
            *(action.life_event, action.place_kind, _said(action.outside_premises), _said(action.remote)),
            *("|".join(action.partners), "|".join(action.services), _said(action.territorial_diagnosis)),
            _said(action.outgoing_contacts) if action.contacts_made is None else str(action.contacts_made),
            *(_number(action.targeted), _number(action.informed), _number(action.helped)),
            *(_number(action.individual_appointments), _number(action.satisfaction)),
        ]


def _said(answer: bool | None) -> str:
    return {True: "true", False: "false", None: ""}[answer]


def _number(value) -> str:
    return "" if value is None else str(value)
