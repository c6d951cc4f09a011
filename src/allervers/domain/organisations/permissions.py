"""Who may manage which accounts, and which roles fit where."""

from .models import Organisation, User
from .roles import Permission, Role

_OFFICERS = (Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER)
ROLES_OF_KIND: dict[str, tuple[Role, ...]] = {
    Organisation.Kind.FUND: (
        *(Role.INTERNAL_DETECTOR, Role.ADVISER, Role.RIGHTS_OFFICER, Role.MANAGER, Role.PARTNERSHIP_OFFICER),
        *(Role.CAMPAIGN_SENDER, Role.SOCIAL_SERVICE_DESK, Role.SOCIAL_WORKER, Role.AID_COMMISSION_MEMBER),
        *(Role.MEDIATOR, *_OFFICERS),
    ),
    Organisation.Kind.HANDLING_BODY: (
        *(Role.HANDLING_BODY_OFFICER, Role.SOCIAL_SERVICE_DESK, Role.SOCIAL_WORKER),
        *_OFFICERS,
    ),
    Organisation.Kind.PARTNER: (Role.PARTNER,),
    Organisation.Kind.HEALTH_PROFESSIONAL: (Role.HEALTH_PROFESSIONAL,),
    Organisation.Kind.NATIONAL: (Role.NATIONAL_ANALYST, *_OFFICERS),
}


def roles_in(organisation: Organisation) -> list[Role]:
    """The roles that an account of this organisation can have."""
    return list(ROLES_OF_KIND[organisation.kind])


def may_manage(administrator: User, account: User) -> bool:
    """An administrator manages the accounts of their own organisation and of the partners that report to it."""
    organisation = account.organisation
    return administrator.may(Permission.MANAGE_ACCOUNTS) and administrator.organisation_id in (
        organisation.pk,
        organisation.local_fund_id,
    )


def may_change(administrator: User, account: User) -> bool:
    """Nobody closes their own account nor changes their own role: another administrator does."""
    return may_manage(administrator, account) and administrator.pk != account.pk
