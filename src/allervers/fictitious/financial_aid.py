"""The aid service of the demonstration: three persons ask for help, one of them has an answer from elsewhere."""

import datetime
import uuid

from django.utils import timezone

from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.financial_aid import workflow
from allervers.domain.financial_aid.codes import Category, FunderAnswer, PaperKind, Scheme
from allervers.domain.financial_aid.queries import has_ame
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation, Service, ServiceMember, User
from allervers.domain.organisations.services import open_service

from .accounts import FUND
from .rights_files import paper_of_nobody

WHY = "démonstration"
# For what, how much it costs, what the health insurance and the complementary pay, how many days ago.
ASKED = (
    (Category.OPTICAL, 300_00, 20_00, 130_00, 9, "Ses lunettes sont cassées ; elle ne conduit plus."),
    (Category.DENTAL, 1_450_00, 193_50, 400_00, 5, "Une prothèse, devis de deux cabinets."),
    (Category.EMERGENCY, 180_00, 0, 0, 1, "Plus de quoi se nourrir d’ici la fin du mois."),
)


def open_aid_service(organisations: dict[str, Organisation], accounts: dict[str, User]) -> None:
    """As the owner: the service and its members; then as the adviser who asks and the officer who examines."""
    fund, officer = organisations[FUND], accounts["gestionnaire"]
    service = open_service(fund, Service.Kind.FINANCIAL_AID, "Aides financières de Valfleury (fictif)", [fund])
    for account in (officer, accounts["commission"]):
        ServiceMember.objects.create(service=service, account=account, joined_at=timezone.now())
    adviser = accounts["conseiller"]
    with acting_as(adviser, WHY):
        files = Accompaniment.objects.filter(adviser=adviser, closed_on=None, person__birth_date__isnull=False)
        known = [file.person for file in files.order_by("-opened_on", "pk").select_related("person")[:30]]
        persons = [person for person in known if not has_ame(person.pk, timezone.localdate())][: len(ASKED)]
        made = [_ask(person, adviser, *said) for person, said in zip(persons, ASKED, strict=True)]
    with acting_as(officer, WHY):
        asked_on = made[0].received_on + datetime.timedelta(days=1)
        funder = workflow.add_funder(made[0], key=uuid.uuid4(), body="Mutuelle (fictive)", asked_on=asked_on)
        workflow.answer_funder(funder, answer=FunderAnswer.REFUSED, answered_on=timezone.localdate())
        paper = paper_of_nobody()
        workflow.add_paper(made[0], paper, [paper.content], key=uuid.uuid4(), author=officer, kind=PaperKind.QUOTE)


def _ask(person, author, category, cost, health_insurance, complementary, days, what_for):
    return workflow.ask(
        person,
        key=uuid.uuid4(),
        author=author,
        received_on=timezone.localdate() - datetime.timedelta(days=days),
        category=category,
        what_for=what_for,
        scheme=Scheme.INSURED,
        financial_difficulty=True,
        comfort=False,
        cost_cents=cost,
        health_insurance_cents=health_insurance,
        complementary_cents=complementary,
        asked_cents=cost - health_insurance - complementary,
    )[0]
