"""The social service of the demonstration: it works for both funds; requests wait, somebody is met."""

import datetime
import uuid

from django.utils import timezone

from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation, Service, ServiceMember, User
from allervers.domain.organisations.services import open_service
from allervers.domain.social_service import groups, notes, plans, workflow
from allervers.domain.social_service.codes import Answer, Axis, Offer, Way
from allervers.domain.social_service.models import SocialServiceFile

from .accounts import FUND, OTHER_FUND, SOCIAL_SERVICE
from .names import email

WHY = "démonstration"
# Who asks, for whom, what, how many days ago.
TYPED_IN = (
    ("partenaire", "Exemple", "Firmin", (1971, 5, 2), Axis.CARE_PATHS, Offer.FORGONE_CARE, 6,
     "Ne se soigne plus depuis la perte de son logement. Nous avons fait la domiciliation."),
    ("medecin", "Fictif", "Odile", (1966, 11, 20), Axis.CARE_PATHS, Offer.SERIOUS_ILLNESS, 3,
     "Arrêt long. S’inquiète pour son loyer et pour ses trajets vers l’hôpital."),
    ("accueil-social", "Modèle", "Driss", (1979, 2, 14), Axis.KEEPING_WORK, Offer.KEEPING_WORK, 2,
     "A appelé le 36 46 : conducteur de grue, en arrêt depuis quatre mois, craint de ne pas reprendre."),
    ("accueil-social", "Témoin", "Yvette", (1958, 8, 30), Axis.CARE_PATHS, Offer.FORGONE_CARE, 1,
     "A appelé le 36 46 : demande qui peut l’aider à remplir ses papiers."),
)  # fmt: skip


def open_social_service(organisations: dict[str, Organisation], accounts: dict[str, User]) -> None:
    """As the owner: the service and its members; then as those who ask and who answer."""
    funds = [organisations[FUND], organisations[OTHER_FUND]]
    name = "Service social, Valfleury et Montclair (fictif)"
    service = open_service(organisations[SOCIAL_SERVICE], Service.Kind.SOCIAL_SERVICE, name, funds)
    desk, worker = accounts["accueil-social"], accounts["assistante-sociale"]
    for account in (desk, worker):
        ServiceMember.objects.create(service=service, account=account, joined_at=timezone.now())
    made = [_ask(accounts[who], organisations[FUND], *said) for who, *said in TYPED_IN]
    _of_the_adviser(accounts["conseiller"])
    with acting_as(desk, WHY):
        file = workflow.answer(
            made[2],
            key=uuid.uuid4(),
            by=desk,
            answer=Answer.BOOKED,
            analysis="Poste de travail incompatible avec l’arrêt. Souhaite garder son métier.",
            worker=worker,
            starts_at=timezone.now().replace(minute=0, second=0, microsecond=0) + datetime.timedelta(days=1),
            way=Way.ON_SITE,
        )
        workflow.answer(
            made[3],
            key=uuid.uuid4(),
            by=desk,
            answer=Answer.ORIENTED,
            oriented_to="Espace France Services de Valfleury",
        )
    _follow(file, worker)


def _follow(file: SocialServiceFile, worker: User) -> None:
    """The plan made with the crane operator, a note that nobody else reads, and a meeting."""
    with acting_as(worker, WHY):
        for what, days in (("Demander la RQTH à la MDPH", 30), ("Mobiliser le compte formation (CPF)", 60)):
            due_on = timezone.localdate() + datetime.timedelta(days=days)
            plans.add_step(file, what, key=uuid.uuid4(), author=worker, due_on=due_on)
        notes.write(file, "A le vertige depuis sa chute et n’ose pas le dire.", key=uuid.uuid4(), author=worker)
        group = groups.meet(
            file.service,
            key=uuid.uuid4(),
            author=worker,
            title="Reprendre le travail après un long arrêt",
            axis=Axis.KEEPING_WORK,
            place="Salle des ateliers, agence de Valfleury (fictive)",
            starts_at=timezone.now().replace(minute=0, second=0, microsecond=0) + datetime.timedelta(days=14),
            capacity=10,
        )
        groups.join(group, file)


def _ask(author: User, fund: Organisation, birth_name, first_name, born, axis, offer, days, what_for):
    identity = {"birth_name": birth_name, "first_name": first_name, "birth_date": datetime.date(*born)}
    identity |= {"phone": "01 99 00 45 67", "email": email(first_name, birth_name)}
    received_at = timezone.now() - datetime.timedelta(days=days)
    with acting_as(author, WHY):
        return workflow.refer(
            fund,
            key=uuid.uuid4(),
            author=author,
            axis=axis,
            offer=offer,
            what_for=what_for,
            agreed_on=timezone.localdate(received_at),
            identity=identity,
            received_at=received_at,
        )[0]


def _of_the_adviser(adviser: User) -> None:
    """Somebody whom the adviser accompanies: the page of the person tells that there was a contact, and no more."""
    with acting_as(adviser, WHY):
        files = Accompaniment.objects.filter(adviser=adviser, closed_on=None, person__birth_date__isnull=False)
        person = files.order_by("opened_on", "pk").select_related("person__fund").first().person
        workflow.refer(
            person.fund,
            key=uuid.uuid4(),
            author=adviser,
            axis=Axis.CARE_PATHS,
            offer=Offer.FORGONE_CARE,
            what_for="Renonce à des soins par peur des frais ; un entretien sur son budget l’aiderait.",
            agreed_on=timezone.localdate(),
            identity=workflow.identity_of(person),
            person=person,
        )
