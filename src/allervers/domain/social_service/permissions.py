"""Who may turn to the social service, and who works there. Which files they see is decided by the database: those of
the services that they belong to, whatever their role and their fund."""

from ..organisations.models import User
from ..organisations.roles import Role, declare
from ..people.models import Person
from .models import (
    SocialServiceFile,
    SocialServiceGroup,
    SocialServiceInterview,
    SocialServiceParticipant,
    SocialServiceReferral,
    SocialServiceStep,
)

_OF_SERVICE = (Role.SOCIAL_SERVICE_DESK, Role.SOCIAL_WORKER)
REFER = declare(
    "refer_to_social_service",
    "Adresser une personne au service social",
    *(Role.ADVISER, Role.MANAGER, Role.RIGHTS_OFFICER, Role.INTERNAL_DETECTOR, Role.MEDIATOR),
    *(Role.PARTNER, Role.HEALTH_PROFESSIONAL, *_OF_SERVICE),
)
ANSWER = declare(
    "answer_for_social_service",
    "Ouvrir les demandes faites au service social dont on est membre, y répondre",
    *_OF_SERVICE,
)
WORK = declare("do_social_work", "Suivre une personne au service social : entretiens, plan, notes", Role.SOCIAL_WORKER)


def may_refer(user: User, person: Person) -> bool:
    """The fund that a person belongs to addresses them to its social service, from their page."""
    return user.may(REFER) and person.fund_id == user.organisation_id


def may_work_on(user: User, referral: SocialServiceReferral) -> bool:
    """A member of the service; an author who is none sees that they asked, and does nothing more."""
    return user.may(ANSWER) and _is_member(user, referral.service_id)


def may_settle(user: User, interview: SocialServiceInterview) -> bool:
    """Any member of the service says what became of an interview, for a colleague too."""
    return user.may(ANSWER) and _is_member(user, interview.service_id)


def may_follow(user: User, file: SocialServiceFile) -> bool:
    """A social worker of the service follows any of its files, for an absent colleague too; its notes are another
    matter."""
    return user.may(WORK) and _is_member(user, file.service_id)


def may_do(user: User, step: SocialServiceStep) -> bool:
    """The steps of the plan, as the file."""
    return may_follow(user, step.file)


def may_lead(user: User, group: SocialServiceGroup) -> bool:
    """A social worker of the service holds its meetings, for a colleague too."""
    return user.may(WORK) and _is_member(user, group.service_id)


def may_settle_participant(user: User, participant: SocialServiceParticipant) -> bool:
    """Who came is said by who may hold the meeting."""
    return may_lead(user, participant.group)


def _is_member(user: User, service_id: int) -> bool:
    return user.memberships.filter(service_id=service_id, left_at=None).exists()
