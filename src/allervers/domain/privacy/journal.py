"""The journal of reads: who opened a person's page, when, on which screen."""

import datetime
from collections.abc import Collection
from uuid import UUID

from django.db.models import Max, QuerySet

from ..organisations.models import User
from ..people.models import Person
from .models import Reading

PAGE = "Page de la personne"
IDENTITY_FORM = "Modification de l’identité"
CHECK = "Vérification d’un droit"
LETTER = "Courrier de confirmation"
CLOSURE_LETTER = "Courrier de clôture"
RIGHTS_FILE = "Dossier de droits"
DOCUMENT = "Document d’un dossier de droits"
SOCIAL_SERVICE_FILE = "Dossier du service social"
FINANCIAL_AID = "Demande d’aide financière"
CARE_REFUSAL = "Refus de soins"
FINANCIAL_AID_PAPER = "Document d’une demande d’aide financière"
COPY = "Copie de ses données, pour la lui remettre"
PROTECTED = "Coordonnées protégées lues"
NIR = "Numéro de sécurité sociale affiché"


def note_reading(person: Person, account: User, what: str) -> Reading:
    """Write down that this account now reads this person, in the journal of the person's fund."""
    return note_reading_of(person.fund_id, person.pk, account, what)


def note_reading_of(fund_id: int, person_id: UUID, account: User, what: str) -> Reading:
    """The same by identifiers, for a body that reads a file entrusted to it but to which the person is not shown."""
    return Reading.objects.create(fund_id=fund_id, person_id=person_id, account=account, what=what)


def last_opened(account: User, persons: Collection[UUID]) -> dict[UUID, datetime.datetime]:
    """When this account last opened the page of each of these persons; those whose page it never opened are absent."""
    seen = Reading.objects.filter(account=account, person_id__in=persons, what__in=(PAGE, NIR)).order_by()
    return dict(seen.values("person_id").annotate(last=Max("at")).values_list("person_id", "last"))


def readings(person_id: UUID) -> QuerySet[Reading]:
    """Who read this person, the latest first."""
    return Reading.objects.filter(person_id=person_id).prefetch_related("account__organisation").order_by("-at")
