"""Who writes to a person. The database decides which persons an account sees."""

from ..organisations.models import User
from ..organisations.roles import Permission
from ..people.models import Person


def may_write_to(user: User, person: Person) -> bool:
    """Whoever accompanies writes to the persons whom the fund owns or entrusted to them (row-level security)."""
    return user.may(Permission.ACCOMPANY)
