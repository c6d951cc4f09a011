"""A mediation service of a fund, its mediators, and what is reported to it."""

import datetime
import uuid

import pghistory
from django.utils import timezone

from allervers.domain.care_refusals import handling, workflow
from allervers.domain.care_refusals.models import CareRefusal, CareRefusalConsent, CareRefusalSending
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation, ServedFund, Service, ServiceMember, User
from allervers.domain.organisations.roles import Role
from tests import factories

TODAY = timezone.localdate()
RPPS = "10001234565"
SAID = {
    "origin": "agent",
    "received_on": TODAY - datetime.timedelta(days=9),
    "happened_on": TODAY - datetime.timedelta(days=12),
    "practice": "no_new_patients",
    "ground": "c2s",
    "hindered": True,
    "same_for_all": False,
    "account_of_it": "Mme Zabulon a donné sa carte : « plus de nouveaux patients ».",
    "profession": "dentist",
    "professional_name": "Dr Fictif",
    "professional_place": "Valfleury",
    "rpps": RPPS,
}


def service(fund: Organisation) -> Service:
    with factories.owner_writes():
        made = Service.objects.create(organisation=fund, kind="mediation", name=f"Médiation {fund.pk}")
        ServedFund.objects.create(service=made, kind=made.kind, fund=fund)
    return made


def mediator(of: Service, **fields) -> User:
    account = factories.account(Role.MEDIATOR, at=of.organisation, **fields)
    with factories.owner_writes(), pghistory.context(why="test"):
        ServiceMember.objects.create(service=of, account=account, joined_at=timezone.now())
    return account


def reported(author: User, person=None, **said) -> CareRefusal:
    """A refusal of care of a person of the author's fund."""
    person = person or factories.person(author.organisation)
    with acting_as(author, "test"):
        made, _ = workflow.report(person.fund, key=uuid.uuid4(), author=author, person=person, **(SAID | said))
        return made


def in_hand(by: User, person=None, **said) -> CareRefusal:
    """Reported by the mediator, who takes it."""
    refusal = reported(by, person, **said)
    with acting_as(by, "test"):
        return workflow.take(refusal, by=by)


def agreed(refusal: CareRefusal, by: User, agreement="named", recipient="professional") -> CareRefusalConsent:
    said = {"recipient": recipient, "agreement": agreement, "said_on": TODAY}
    with acting_as(by, "test"):
        return handling.agree(refusal, key=uuid.uuid4(), by=by, **said)


def sent(refusal: CareRefusal, by: User, named=True, recipient="professional") -> CareRefusalSending:
    with acting_as(by, "test"):
        return handling.send(refusal, key=uuid.uuid4(), by=by, recipient=recipient, named=named)
