"""Who may do what with appointments. Those of a fund are for its own accounts (row-level security)."""

from ..accompaniment.models import Accompaniment
from ..organisations.models import User
from ..organisations.roles import Role, declare
from ..people.models import Person
from ..referrals.models import Referral
from .models import Appointment, Opening, Place, Waiting

# Roles whose accounts receive persons.
RECEIVES = (Role.ADVISER, Role.MANAGER, Role.RIGHTS_OFFICER, Role.SOCIAL_SERVICE_DESK, Role.SOCIAL_WORKER)
BOOK = declare(
    "book_appointments", "Voir l’agenda, donner, déplacer et annuler des rendez-vous, noter les présences", *RECEIVES
)
OPEN_SLOTS = declare("open_slots", "Tenir les lieux de rendez-vous, ouvrir et fermer des créneaux", Role.MANAGER)
BOOK_FOR_REPORTED = declare(
    "book_for_reported",
    "Prendre un rendez-vous pour une personne que l’on a signalée, dans les créneaux ouverts aux partenaires",
    *(Role.PARTNER, Role.HEALTH_PROFESSIONAL),
)


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


def may_book_for(user: User, referral: Referral) -> bool:
    """Whoever reported a person, where the person agreed that they be told: that one may book tells that the person is
    accompanied. Whether they still are is asked when it is written."""
    return user.may(BOOK_FOR_REPORTED) and referral.reported_by_id == user.pk and referral.feedback_consent
