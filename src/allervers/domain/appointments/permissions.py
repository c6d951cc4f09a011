"""Who may do what with appointments. Those of a fund are for its own accounts (row-level security)."""

from ..accompaniment.models import Accompaniment
from ..organisations.models import User
from ..organisations.roles import Role, declare
from ..people.models import Person
from .models import Appointment, Opening, Place, Waiting

# Roles whose accounts receive persons.
RECEIVES = (Role.ADVISER, Role.MANAGER, Role.RIGHTS_OFFICER, Role.SOCIAL_SERVICE_DESK, Role.SOCIAL_WORKER)
BOOK = declare(
    "book_appointments", "Voir l’agenda, donner, déplacer et annuler des rendez-vous, noter les présences", *RECEIVES
)
OPEN_SLOTS = declare("open_slots", "Tenir les lieux de rendez-vous, ouvrir et fermer des créneaux", Role.MANAGER)


def may_book(user: User, person: Person) -> bool:
    """The fund that a person belongs to gives them appointments, at its own desks."""
    return user.may(BOOK) and person.fund_id == user.organisation_id


def may_book_in(user: User, file: Accompaniment) -> bool:
    """The same for an accompaniment of the person: a body that handles it has no desks of the fund."""
    return may_book(user, file.person)


def may_change(user: User, entry: Appointment | Waiting) -> bool:
    """Whoever may book in a fund moves, cancels, says who came and who waits no more, for a colleague too."""
    return user.may(BOOK) and entry.fund_id == user.organisation_id


def may_open_slots(user: User, at: Place | Opening) -> bool:
    """Who answers for the service keeps the desks of their own fund."""
    return user.may(OPEN_SLOTS) and at.fund_id == user.organisation_id
