"""Fictitious agreements for the tests."""

import datetime
import uuid

from allervers.domain.organisations.context import acting_as
from allervers.domain.partners import workflow
from allervers.domain.partners.models import Agreement

SIGNED_ON = datetime.date(2025, 3, 4)


def signed(account, *, key: uuid.UUID | None = None, **what) -> Agreement:
    """An agreement of the account's fund, with the Caf, without an end."""
    what = {"network": "caf", "kind": "national", "signed_on": SIGNED_ON} | what
    with acting_as(account, "test"):
        agreement, _ = workflow.record(account.organisation, key=key or uuid.uuid4(), author=account, **what)
    return agreement
