"""The rights files of the demonstration: one in each state that a day at the desk meets."""

import datetime
import io
import uuid
from dataclasses import dataclass, field
from random import Random

from django.utils import timezone
from PIL import Image, ImageDraw

from allervers.domain.documents import intake
from allervers.domain.documents import workflow as documents
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.models import Organisation, User
from allervers.domain.people.models import Person
from allervers.domain.rights_files import appeals, controls, deciding, examining, papers, supplying, workflow
from allervers.domain.rights_files.models import Decision, Handling, RightsFile
from allervers.domain.rights_files.proposals import COPIED
from allervers.law import Situation
from allervers.law.counting import add_months

from . import names
from .accounts import CREIC, FUND

WHY = "démonstration"
ALONE = {"id": "p1", "role": "applicant"}


@dataclass(frozen=True)
class Plan:
    """One file: what is asked for, how long ago, by whom, and how far it went.

    `papers`: all of the list, or the codes that came. `then`: what came after the decision. `known`: the person is one
    whom the fund knows already, which nobody has said yet.
    """

    right: str
    days_ago: int
    by: str
    channel: str
    person: dict
    household: dict = field(default_factory=dict)
    address: str = ""  # one that a letter can be posted to
    papers: tuple[str, ...] | None = ()
    asked: tuple[str, ...] = ()
    asked_days_ago: int = 0
    decided: tuple[str, str] = ()
    care_need_certified: bool = False
    examined: bool = False
    then: str = ""
    known: bool = False


WAGES = {"activity": "employed", "resources_complete": True}
PLANS = (
    Plan("c2s", 2, "hopital-api", "hospital", {"nationality": "FR"}, {"rsa": True}, papers=None),
    Plan("ame", 6, "hopital-api", "hospital", {"nationality": "ML"}, papers=("ame_form",), care_need_certified=True),
    Plan(
        "ame",
        41,
        "partenaire",
        "association",
        {"nationality": "DZ"},
        papers=("ame_form", "ame_photo"),
        asked=("ame_identity",),
        asked_days_ago=33,
    ),
    Plan(
        "c2s",
        20,
        "accueil",
        "desk",
        {"nationality": "FR", **WAGES, "wages": 1_050},
        {"rsa": False, "housing": "tenant", "housing_benefit": 0},
        papers=("c2s_form",),
    ),
    Plan(
        "c2s",
        30,
        "gestionnaire",
        "online",
        {"nationality": "FR", **WAGES, "wages": 1_000},
        {"rsa": False, "housing": "tenant", "housing_benefit": 0},
        decided=("accepted", "Ressources entre les deux plafonds : C2S avec participation."),
    ),
    Plan(
        "c2s",
        25,
        "accueil",
        "desk",
        {"nationality": "FR"},
        {"rsa": True},
        papers=None,
        decided=("accepted", "Le foyer reçoit le RSA."),
    ),
    Plan(
        "eu_inactive",
        9,
        "partenaire",
        "association",
        {"nationality": "RO"},
        papers=("eu_form", "eu_identity"),
        examined=True,
    ),
    Plan("puma", 15, "accueil", "post", {"nationality": "FR"}, papers=("puma_form", "puma_identity")),
    Plan(
        "ame",
        12,
        "partenaire",
        "association",
        {"nationality": "CM"},
        address=f"Chez Mme EXEMPLE, {names.TOWN}",
        papers=None,
        examined=True,
    ),
    Plan(
        "c2s",
        18,
        "conseiller",
        "desk",
        {"nationality": "FR", **WAGES, "wages": 2_400},
        {"rsa": False, "housing": "tenant", "housing_benefit": 0},
        decided=("refused", "Les ressources du foyer dépassent le plafond de la C2S avec participation."),
        then="appeal",
    ),
    Plan(
        "puma",
        52,
        "accueil",
        "desk",
        {"nationality": "SN"},
        papers=None,
        decided=("accepted", "Réside en France depuis plus de trois mois, avec un titre de séjour."),
        then="control",
    ),
    Plan(
        "puma",
        64,
        "gestionnaire",
        "post",
        {"nationality": "FR"},
        papers=None,
        decided=("accepted", "Réside en France depuis plus de trois mois."),
    ),
    Plan("c2s", 3, "accueil", "desk", {"nationality": "FR"}, {"rsa": True}, papers=("c2s_form",), known=True),
)


def deposit_all(organisations: dict[str, Organisation], accounts: dict[str, User]) -> None:
    """Relative to this day; always the same persons."""
    Handling.objects.create(right="eu_inactive", body=organisations[CREIC])
    rng, paper = Random(f"{FUND} dossiers"), paper_of_nobody()
    for plan in PLANS:
        file = _deposited(plan, organisations[FUND], accounts[plan.by], rng, paper)
        _worked(plan, file, accounts["creic" if plan.right == "eu_inactive" else "gestionnaire"])


def paper_of_nobody() -> intake.Paper:
    """One sheet that says of itself that it is nobody's."""
    sheet = Image.new("RGB", (620, 877), "white")
    ImageDraw.Draw(sheet).text((60, 80), "DOCUMENT FICTIF\nCe document n'appartient à personne.", "black", font_size=24)
    written = io.BytesIO()
    sheet.save(written, "PNG")
    return intake.read([written.getvalue()])


def _deposited(plan: Plan, fund: Organisation, author: User, rng: Random, paper: intake.Paper) -> RightsFile:
    day = timezone.localdate() - datetime.timedelta(days=plan.days_ago)
    sex = rng.choice("FM")
    file = RightsFile(
        id=uuid.UUID(int=rng.getrandbits(128), version=4),
        fund=fund,
        right=plan.right,
        channel=plan.channel,
        received_on=day,
        birth_name=rng.choice(names.SURNAMES),
        first_name=rng.choice(names.FIRST_NAMES[sex]),
        birth_date=datetime.date(rng.randint(1958, 2000), rng.randint(1, 12), rng.randint(1, 28)),
        sex=sex,
        phone=names.phone(rng),
        postal_address=_address(plan, rng),
        care_need_certified=plan.care_need_certified,
        deposit_digest="démonstration",
    )
    if plan.known:
        with acting_for(fund, WHY):
            persons = Person.objects.filter(fund=fund, birth_date__isnull=False).exclude(phone="")
            person = persons.order_by("created_at", "birth_name_key", "birth_date", "pk").first()
        for name in COPIED:
            setattr(file, name, getattr(person, name))
    file.situation = _situation(plan, file)
    with acting_as(author, WHY):
        file, _ = workflow.deposit(file, Situation.from_dict(file.situation), author=author)
        for line in papers.lines(file):
            code = line.required.code
            if (plan.papers is None or code in plan.papers) and not line.is_there:
                document = documents.keep(
                    paper,
                    document_id=uuid.UUID(int=rng.getrandbits(128), version=4),
                    fund_id=fund.pk,
                    author=author,
                    digest=documents.digest_of([paper.content], fund.pk),
                )
                supplying.supply(file, document, supplying.Handed(code, line.required.of_person), author=author)
    return file


def _address(plan: Plan, rng: Random) -> str:
    drawn = f"{rng.randint(1, 90)} {rng.choice(names.STREETS)}\n00000 {names.TOWN}"
    return plan.address or drawn


def _situation(plan: Plan, file: RightsFile) -> dict:
    """What the law library reads; wages are the same each month of the year before."""
    told = {**ALONE, "birth_date": file.birth_date.isoformat(), **plan.person}
    if wages := told.pop("wages", 0):
        months = [f"{add_months(file.received_on, -back):%Y-%m}" for back in range(1, 14)]
        told["resources"] = [{"kind": "wage", "month": month, "amount": wages} for month in months]
    return {"date": file.received_on.isoformat(), "territory": "metropole", **plan.household, "persons": [told]}


def _worked(plan: Plan, file: RightsFile, officer: User) -> None:
    with acting_as(officer, WHY):
        if plan.examined or plan.decided:
            examining.examine(file, workflow.Asked(officer))
        if plan.asked:
            request = examining.ask_papers(file, list(plan.asked), workflow.Asked(officer))
            since = datetime.timedelta(days=plan.asked_days_ago)
            request.asked_on -= since
            request.answer_due_on -= since
            request.closes_on = request.closes_on and request.closes_on - since
            request.save()
        if plan.decided:
            outcome, reason = plan.decided
            decision = deciding.decide(file, outcome, workflow.Asked(officer, why=reason))
            _after(plan.then, decision, officer)


def _after(then: str, decision: Decision, officer: User) -> None:
    if then == "appeal":
        (act,) = appeals.contestable(decision.file)
        why = "Mon salaire a baissé depuis la demande : je ne travaille plus que le matin."
        appeals.lodge(decision.file, act.key, why, workflow.Asked(officer))
    elif then == "control":
        asked = "La préfecture nous dit que votre titre de séjour est fini. Envoyez-nous le nouveau."
        look = controls.Look("exchange", "regularity", asked, ("puma_identity",))
        controls.begin(decision.file, look, workflow.Asked(officer))
