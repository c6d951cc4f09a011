"""Who protects a person in danger, and who still reads how to reach them. The database asks the same."""

from ..organisations.models import User
from ..organisations.roles import Role, declare
from ..people.models import Person
from .models import Protection

PROTECT = declare(
    "protect_person",
    "Ouvrir la page d’une protection : les personnes désignées y lisent ; conseillers et responsables la placent",
    *(Role.ADVISER, Role.MANAGER, Role.RIGHTS_OFFICER),
)
MAY_PROTECT = (Role.ADVISER, Role.MANAGER)
MAY_BE_NAMED = (Role.ADVISER, Role.MANAGER, Role.RIGHTS_OFFICER)


def may_open(user: User, person: Person) -> bool:
    """The page of a protection is of the fund that the person belongs to; what it shows depends on who is named."""
    return user.may(PROTECT) and person.fund_id == user.organisation_id


def may_protect(user: User, person: Person) -> bool:
    """An adviser or a manager of the person's fund, at once and without asking anybody: danger does not wait."""
    return user.is_active and user.role in MAY_PROTECT and person.fund_id == user.organisation_id


def may_change(user: User, protection: Protection) -> bool:
    """Whoever is named among them, and any manager of the fund, names others and ends the protection.

    A manager who is not named reads nothing: to read, they name themselves, and that stays written.
    """
    if not (user.is_active and user.role in MAY_PROTECT and protection.fund_id == user.organisation_id):
        return False
    return protection.ended_at is None and (user.role == Role.MANAGER or is_named(user, protection))


def may_read(user: User, protection: Protection) -> bool:
    """Those named and nobody else, whatever their role, as long as they work in the fund."""
    in_fund = user.is_active and protection.fund_id == user.organisation_id
    return in_fund and protection.ended_at is None and is_named(user, protection)


def is_named(user: User, protection: Protection) -> bool:
    return protection.keepers.filter(account=user, removed_at=None).exists()
