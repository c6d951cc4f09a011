"""Fictitious field actions for the tests."""

import datetime
import uuid

from allervers.domain.field_actions import workflow
from allervers.domain.field_actions.models import FieldAction
from allervers.domain.organisations.context import acting_as

HELD_ON = datetime.date(2026, 3, 4)


def noted(account, *, key: uuid.UUID | None = None, **what) -> FieldAction:
    """An action of the account's fund."""
    what = {"held_on": HELD_ON, "public": "young", "outside_premises": True} | what
    with acting_as(account, "test"):
        action, _ = workflow.record(account.organisation, key=key or uuid.uuid4(), author=account, **what)
    return action
