"""Who reports refusals of care, who works on them. The database shows files to members of the service, whatever is said
here, and none to a member who declared a link with one of its parties (decision 0108)."""

from ..organisations.models import Organisation, User
from ..organisations.roles import Role, declare
from ..people.models import Person
from ..referrals.models import Referral
from .models import CareRefusal, OfRefusal

REPORT = declare(
    "report_care_refusal",
    "Signaler un refus de soins à la médiation de la caisse",
    *(Role.ADVISER, Role.MANAGER, Role.RIGHTS_OFFICER, Role.INTERNAL_DETECTOR, Role.PARTNER),
    *(Role.HEALTH_PROFESSIONAL, Role.SOCIAL_SERVICE_DESK, Role.SOCIAL_WORKER, Role.MEDIATOR),
)
MEDIATE = declare(
    "mediate_care_refusals",
    "Traiter les refus de soins du service de médiation dont on est membre",
    Role.MEDIATOR,
    opens_files=True,
)
SEE_RETURNS = declare(
    "see_care_refusal_returns",
    "Voir le relevé annuel des refus de soins : de sa caisse, ou le total des caisses",
    *(Role.MEDIATOR, Role.MANAGER, Role.NATIONAL_ANALYST),
)


def may_report(user: User, person: Person) -> bool:
    """The fund that a person belongs to reports for them, from their page."""
    return user.may(REPORT) and person.fund_id == user.organisation_id


def may_report_referral(user: User, referral: Referral) -> bool:
    """Whoever sent a referral, and the fund that received it, reports what it says."""
    return user.may(REPORT) and (referral.reported_by_id == user.pk or referral.fund_id == user.organisation_id)


def may_mediate(user: User, refusal: CareRefusal) -> bool:
    """A member of the service that received it; whoever wrote it and is no member sees where it stands."""
    return user.may(MEDIATE) and is_member(user, refusal.service_id)


def may_mediate_part(user: User, part: OfRefusal) -> bool:
    """A step or a letter, as the file."""
    return may_mediate(user, part.refusal)


def may_declare_return(user: User, fund: Organisation) -> bool:
    """A mediator of the fund says its number of the year."""
    return user.may(MEDIATE) and fund.pk == user.organisation_id


def is_member(user: User, service_id: int) -> bool:
    """The account belongs to this service today."""
    return user.memberships.filter(service_id=service_id, left_at=None).exists()
