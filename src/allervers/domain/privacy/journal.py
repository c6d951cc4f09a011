"""The journal of reads: who opened a person's page, when, on which screen."""

from uuid import UUID

from django.db.models import QuerySet

from ..organisations.models import User
from ..people.models import Person
from .models import Reading

PAGE = "Page de la personne"
IDENTITY_FORM = "Modification de l’identité"
CHECK = "Vérification d’un droit"
LETTER = "Courrier de confirmation"
RIGHTS_FILE = "Dossier de droits"
DOCUMENT = "Document d’un dossier de droits"
NIR = "Numéro de sécurité sociale affiché"


def note_reading(person: Person, account: User, what: str) -> Reading:
    """Write down that this account now reads this person, in the journal of the person's fund."""
    return Reading.objects.create(fund_id=person.fund_id, person_id=person.pk, account=account, what=what)


def readings(person_id: UUID) -> QuerySet[Reading]:
    """Who read this person, the latest first."""
    return Reading.objects.filter(person_id=person_id).prefetch_related("account__organisation").order_by("-at")
