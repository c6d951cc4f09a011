"""Who works on the agreements of a fund. No person is in them: figures are read by whoever reads figures, the rows by
the fund alone (row-level security)."""

from ..organisations.models import User
from ..organisations.roles import Role, declare
from .models import Agreement

RECORD = declare(
    "record_agreements",
    "Noter, corriger, retirer et lire les conventions de sa caisse",
    *(Role.MANAGER, Role.PARTNERSHIP_OFFICER),
)


def may_see(user: User, agreement: Agreement) -> bool:
    """The manager and the partnership officer read the agreements of their own fund, those withdrawn included. National
    analysts see in how many funds a network has one, never an agreement; partners see nothing of them."""
    return user.may(RECORD) and agreement.fund_id == user.organisation_id


def may_change(user: User, agreement: Agreement) -> bool:
    """Whoever sees an agreement corrects it, withdraws it with a reason, or brings it back. Who changed what stays on
    its page."""
    return may_see(user, agreement)
