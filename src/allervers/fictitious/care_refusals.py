"""The mediation service of the demonstration: a refusal in hand, with a complaint, and one that nobody took yet."""

import datetime
import uuid

from django.utils import timezone

from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.care_refusals import handling, workflow
from allervers.domain.care_refusals.codes import Agreement, Ground, Means, Origin, Practice, Profession, Recipient
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation, Service, ServiceMember, User
from allervers.domain.organisations.services import open_service

from .accounts import FUND

WHY = "démonstration"
TOLD = (
    (Practice.NO_NEW_PATIENTS, Profession.DENTIST, "Le cabinet a dit être complet en voyant l’attestation de C2S."),
    (Practice.UNUSUAL_DELAY, Profession.GYNAECOLOGIST, "Huit mois d’attente ; deux semaines sans parler de la C2S."),
)


def open_mediation(organisations: dict[str, Organisation], accounts: dict[str, User]) -> None:
    """As the owner: the service and its mediator; then as the adviser who reports and the mediator who handles."""
    fund, mediator, adviser = organisations[FUND], accounts["mediatrice"], accounts["conseiller"]
    service = open_service(fund, Service.Kind.MEDIATION, "Médiation de Valfleury (fictive)", [fund])
    ServiceMember.objects.create(service=service, account=mediator, joined_at=timezone.now())
    today = timezone.localdate()
    with acting_as(adviser, WHY):
        files = Accompaniment.objects.filter(adviser=adviser, closed_on=None).order_by("opened_on", "pk")
        persons = [file.person for file in files.select_related("person")[: len(TOLD)]]
        made = [
            workflow.report(
                fund, key=uuid.uuid4(), author=adviser, person=person, origin=Origin.AGENT, practice=practice,
                profession=profession, account_of_it=text, ground=Ground.C2S, hindered=True, same_for_all=None,
                professional_name="Dr Fictif", professional_place="Valfleury", rpps="10001234565",
                received_on=today - datetime.timedelta(days=6), happened_on=today - datetime.timedelta(days=9),
            )[0]
            for person, (practice, profession, text) in zip(persons, TOLD, strict=True)
        ]  # fmt: skip
    with acting_as(mediator, WHY):
        refusal = workflow.take(made[0], by=mediator)
        signs = {"kind": Practice.CARD_NOT_READ, "seen_on": today, "means": Means.CALL, "note": "Deux appels."}
        handling.add_evidence(refusal, key=uuid.uuid4(), by=mediator, **signs)
        said = {"recipient": Recipient.PROFESSIONAL, "agreement": Agreement.UNNAMED, "said_on": today}
        handling.agree(refusal, key=uuid.uuid4(), by=mediator, **said)
        handling.send(refusal, key=uuid.uuid4(), by=mediator, recipient=Recipient.PROFESSIONAL, named=False)
        handling.lodge(refusal, on=today - datetime.timedelta(days=6))
