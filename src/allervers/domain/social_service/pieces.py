"""What the social service brings to the page of a person: that there was a contact, on which day, and nothing else."""

from collections.abc import Iterator

from django.db.models import TextChoices

from ..people.models import Person
from ..pieces import Entry, Names, Pieces, register
from ..pieces.refusals import refuses
from .models import SocialServiceContact

refuses(
    {
        "social_worker_meets_one_at_a_time": "Cet assistant de service social a déjà un entretien à cette heure.",
        "social_file_says_where_to": "Dites vers quel organisme la personne est orientée.",
        "social_interview_is_known_after_it_began": "Cet entretien n’a pas commencé : on ne sait pas encore.",
        "social_group_seat_once": "Cette place vient d’être prise.",
        "social_interview_lasts_a_day_at_most": "Un entretien dure douze heures au plus.",
    }
)


class Kind(TextChoices):
    SOCIAL_SERVICE = "social_service", "Service social"


@register
class SocialServiceContacts(Pieces):
    """The days of contact, the latest first; the trail of the service's tables is for the service."""

    kinds = Kind

    def __init__(self, person: Person):
        super().__init__(person)
        self.contacts = list(SocialServiceContact.objects.filter(person=person))

    def entries(self, names: Names) -> Iterator[Entry]:
        for contact in self.contacts:
            yield Entry(kind=Kind.SOCIAL_SERVICE, date=contact.on, title="Service social : contact")
