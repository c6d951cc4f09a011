"""The aid service of the demonstration: three persons ask for help, one of them has an answer from elsewhere."""

import datetime
import uuid

from django.utils import timezone

from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.financial_aid import budgets, deciding, payments, sessions, workflow
from allervers.domain.financial_aid.codes import Category, Choice, FunderAnswer, PaperKind, PayeeKind, Scheme
from allervers.domain.financial_aid.models import FinancialAidRequest
from allervers.domain.financial_aid.queries import has_ame
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation, Service, ServiceMember, User
from allervers.domain.organisations.services import open_service

from .accounts import FUND
from .rights_files import paper_of_nobody

WHY = "démonstration"
MONEY = {Category.OPTICAL: 12_000_00, Category.DENTAL: 30_000_00, Category.EMERGENCY: 5_000_00}
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
        for request in made[:2]:
            asked_on = request.received_on + datetime.timedelta(days=1)
            funder = workflow.add_funder(request, key=uuid.uuid4(), body="Mutuelle (fictive)", asked_on=asked_on)
            workflow.answer_funder(funder, answer=FunderAnswer.REFUSED, answered_on=timezone.localdate())
        paper = paper_of_nobody()
        workflow.add_paper(made[0], paper, [paper.content], key=uuid.uuid4(), author=officer, kind=PaperKind.QUOTE)
    _hold(service, fund, officer, accounts["commission"], made[1])


def _hold(service: Service, fund: Organisation, officer: User, member: User, request: FinancialAidRequest) -> None:
    """The year's money; the session of today granted, its file left for the bank; the next one is convened."""
    today = timezone.localdate()
    with acting_as(officer, WHY):
        for category, cents in MONEY.items():
            where = (service, fund, today.year, category)
            budgets.allocate(*where, cents, key=uuid.uuid4(), by=officer, why="Délibération du conseil")
        session = sessions.convene(
            service, fund, key=uuid.uuid4(), held_on=today, quorum=1, urgent_cap_cents=300_00
        )  # fmt: skip
        line = sessions.put(session, request)
    with acting_as(member, WHY):
        sessions.seat(session, member)
        sessions.vote(line, Choice.FOR, by=member)
    with acting_as(officer, WHY):
        reason = "Le reste à charge dépasse un mois de ressources."
        deciding.decide(line, key=uuid.uuid4(), by=officer, granted=True, reason=reason, amount_cents=600_00)
        sessions.close(session, by=officer)
        iban = "FR14 2004 1010 0505 0001 3M02 606"
        payments.set_payee(
            request, key=uuid.uuid4(), by=officer, kind=PayeeKind.SUPPLIER, name="Cabinet fictif", typed_iban=iban
        )
        debtor = payments.Debtor("CPAM de Valfleury (fictive)", "FR76 3000 6000 0112 3456 7890 189", "AGRIFRPP")
        payments.make(service, fund, debtor, key=uuid.uuid4(), by=officer, execute_on=today)
        later = today + datetime.timedelta(days=14)
        coming = sessions.convene(
            service, fund, key=uuid.uuid4(), held_on=later, quorum=1, urgent_cap_cents=300_00
        )  # fmt: skip
        sessions.lay_agenda(coming)


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
