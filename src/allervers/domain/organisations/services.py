"""Services whose files are closed to the rest of their organisation (decisions 0033 and 0098), and who belongs to them.

| what     | who may                                            | needs                                          |
|----------|----------------------------------------------------|------------------------------------------------|
| open     | whoever runs the installation (`allervers service`) | an organisation, the funds that it works for   |
| join     | an administrator of the organisation, for another  | an open account whose role fits the service    |
| leave    | the same                                           |                                                |

Joining and leaving are written by functions of the database alone (`sql/service_join.sql`), and told like the other
changes of accounts. Whoever leaves, whose role changes or whose account is closed sees nothing more from the next
statement on (`sql/current_service_ids.sql`).
"""

from collections.abc import Iterable

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from ..pieces.refusals import Refused
from .models import Organisation, ServedFund, Service, User
from .roles import Role

# The database says the same: `role_fits_service`.
ROLES_OF_SERVICE = {
    Service.Kind.SOCIAL_SERVICE: (Role.SOCIAL_SERVICE_DESK, Role.SOCIAL_WORKER),
    Service.Kind.FINANCIAL_AID: (Role.RIGHTS_OFFICER, Role.AID_COMMISSION_MEMBER),
    Service.Kind.MEDIATION: (Role.MEDIATOR,),
}


OF_ONE_FUND = {
    Service.Kind.FINANCIAL_AID: "Un service d’aides financières",
    Service.Kind.MEDIATION: "Un service de médiation",
}


def open_service(organisation: Organisation, kind: str, name: str, funds: Iterable[Organisation]) -> Service:
    """A service and the funds that it works for; again with the same name, the funds that are new. As the owner.

    An aid service and a mediation service work for the fund that they are of, and for no other (decisions 0105, 0108).
    """
    if organisation.kind not in (Organisation.Kind.FUND, Organisation.Kind.HANDLING_BODY):
        raise Refused("Un service se crée dans une caisse ou dans un organisme qui traite pour des caisses.")
    funds = list(funds)
    if kind in OF_ONE_FUND and (organisation.kind != Organisation.Kind.FUND or funds != [organisation]):
        raise Refused(f"{OF_ONE_FUND[kind]} se crée dans la caisse pour laquelle il travaille, et pour elle seule.")
    try:
        with transaction.atomic():
            service, _ = Service.objects.get_or_create(organisation=organisation, kind=kind, name=name)
            for fund in funds:
                ServedFund.objects.get_or_create(service=service, kind=kind, fund=fund)
    except IntegrityError:
        raise Refused("Une de ces caisses a déjà un autre service de cette nature.") from None
    return service


def join(account: User, service: Service, *, why: str) -> None:
    """The account opens the service's files from now on. Twice is once."""
    if not account.is_active or account.role not in ROLES_OF_SERVICE[service.kind]:
        fitting = " ou ".join(f"« {role.label} »" for role in ROLES_OF_SERVICE[service.kind])
        raise Refused(f"Pour entrer dans ce service, un compte ouvert doit avoir le rôle {fitting}.")
    _do("service_join", account, service, why)


def leave(account: User, service: Service, *, why: str) -> None:
    """The account opens them no more."""
    _do("service_leave", account, service, why)


def _do(function: str, account: User, service: Service, why: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"select {function}(%s, %s, %s)", [account.pk, service.pk, why])


def fitting(account: User) -> QuerySet[Service]:
    """The services of the account's organisation that its role fits."""
    kinds = [kind for kind, roles in ROLES_OF_SERVICE.items() if account.role in roles]
    return Service.objects.filter(organisation_id=account.organisation_id, kind__in=kinds)


def services_of(account: User) -> list[Service]:
    """Those that the account belongs to and that its role fits."""
    return list(fitting(account).filter(members__account=account, members__left_at=None))


def members_of(service: Service) -> QuerySet[User]:
    """The open accounts that belong to a service, by name."""
    return User.objects.filter(
        memberships__service=service,
        memberships__left_at=None,
        is_active=True,
        organisation_id=service.organisation_id,
        role__in=ROLES_OF_SERVICE[service.kind],
    )


def serving(fund_id: int, kind: str) -> Service | None:
    """The service of this kind that receives a fund's insured persons, if the fund said one."""
    served = ServedFund.objects.filter(fund_id=fund_id, kind=kind).select_related("service").first()
    return served and served.service


def served_funds(service: Service) -> QuerySet[Organisation]:
    """The funds that a service works for, by name."""
    return Organisation.objects.filter(pk__in=service.served.values("fund_id"))
