"""Who writes down that a person changed their mind. The database decides which persons an account sees."""

from ..organisations.models import User
from ..organisations.roles import Permission
from ..people.models import Person


def may_record(user: User, person: Person) -> bool:
    """Whoever accompanies writes down what the person told them, of the persons whom the fund owns or entrusted to
    them (row-level security); the person does it alone from their own page."""
    return user.may(Permission.ACCOMPANY)
