"""Who works on the field actions of a fund. No person is in them: figures are read by whoever reads figures, the rows
by the fund alone (row-level security)."""

from ..organisations.models import User
from ..organisations.roles import Role, declare
from .models import FieldAction

RECORD = declare(
    "record_field_actions",
    "Noter, corriger, retirer et lire les actions d’aller-vers de sa caisse",
    *(Role.ADVISER, Role.MANAGER),
)


def may_see(user: User, action: FieldAction) -> bool:
    """An adviser or the manager reads the actions of their own fund, those that were withdrawn included. National
    analysts see figures of all funds, never an action; partners see nothing of them."""
    return user.may(RECORD) and action.fund_id == user.organisation_id


def may_change(user: User, action: FieldAction) -> bool:
    """Whoever sees an action corrects it, withdraws it with a reason, or brings it back, whoever noted it and whenever:
    how many came for an appointment is known weeks later, by somebody else. Who changed what stays on its page."""
    return may_see(user, action)
