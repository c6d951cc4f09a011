"""Who reads the directory, and who keeps what their fund knows of it. It holds no person who is helped."""

from ..organisations.models import User
from ..organisations.roles import Role, declare

READ = declare(
    "read_directory",
    "Chercher une structure dans l’annuaire",
    *(Role.INTERNAL_DETECTOR, Role.PARTNER, Role.HEALTH_PROFESSIONAL, Role.ADVISER, Role.RIGHTS_OFFICER),
    *(Role.MANAGER, Role.PARTNERSHIP_OFFICER, Role.SOCIAL_SERVICE_DESK, Role.SOCIAL_WORKER, Role.MEDIATOR),
)
KEEP = declare(
    "keep_directory",
    "Vérifier une structure de l’annuaire, nommer un référent, dire si deux lignes sont la même",
    *(Role.MANAGER, Role.PARTNERSHIP_OFFICER),
)


def may_see_personal_contacts(user: User) -> bool:
    """An address or a mobile number that is one person's own is shown to those who keep the directory, to nobody else:
    it was given to work with partners, not to be passed on."""
    return user.may(KEEP)
