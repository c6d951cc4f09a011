"""A social service that works for a fund, its members, and what it is asked."""

import datetime
import uuid

import pghistory
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation, ServedFund, Service, ServiceMember, User
from allervers.domain.organisations.roles import Role
from allervers.domain.social_service import workflow
from allervers.domain.social_service.models import SocialServiceFile, SocialServiceReferral
from tests import factories

ON_CARE = {"axis": "care_paths", "offer": "forgone_care"}


def service(*funds: Organisation, at: Organisation | None = None) -> Service:
    """Of a body of its own, or `at` another (a fund has one too)."""
    at = at or factories.organisation(Organisation.Kind.HANDLING_BODY)
    with factories.owner_writes():
        made = Service.objects.create(organisation=at, kind="social_service", name=f"Service social {at.pk}")
        for fund in funds:
            ServedFund.objects.create(service=made, kind=made.kind, fund=fund)
    return made


def member(of: Service, role: str = Role.SOCIAL_WORKER) -> User:
    account = factories.account(role, at=of.organisation)
    with factories.owner_writes(), pghistory.context(why="test"):
        ServiceMember.objects.create(service=of, account=account, joined_at=timezone.now())
    return account


def identity(**fields) -> dict:
    return {
        "birth_name": "Exemple",
        "first_name": "Zoé",
        "birth_date": datetime.date(1984, 3, 12),
        "phone": "06 39 98 12 34",
        **fields,
    }


def asked(author: User, fund: Organisation, person=None, **said) -> SocialServiceReferral:
    """A request that waits for its answer."""
    told = (
        {"what_for": "Ne se soigne plus.", "agreed_on": timezone.localdate(), "identity": identity()} | ON_CARE | said
    )
    if person:
        told["identity"] = workflow.identity_of(person)
    with acting_as(author, "test"):
        return workflow.refer(fund, key=uuid.uuid4(), author=author, person=person, **told)[0]


def booked(referral: SocialServiceReferral, worker: User, **said) -> SocialServiceFile:
    """A first interview is given, tomorrow."""
    told = {"way": "on_site", "starts_at": timezone.now() + datetime.timedelta(days=1)} | said
    with acting_as(worker, "test"):
        return workflow.answer(referral, key=uuid.uuid4(), by=worker, answer="booked", worker=worker, **told)
