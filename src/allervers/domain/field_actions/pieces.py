"""What field actions bring to the page of a person: at which one they were met; what the database refuses, in words."""

from collections.abc import Iterator

from django.db.models import TextChoices

from ..people.models import Person
from ..pieces import Entry, Names, Pieces, register
from ..pieces.refusals import refuses
from .models import ActionReferral

refuses(
    {
        "field_action_contacts_agree": "Une action sans contacts sortants n’en a aucun : corrigez l’un ou l’autre.",
        "field_action_satisfaction_on_ten": "La satisfaction est une note de 0 à 10.",
        "field_action_day_possible": "Cette date est trop ancienne.",
        "field_action_withdrawn_says_why": "Dites pourquoi l’action est retirée.",
    }
)


class Kind(TextChoices):
    MET = "met_at_action", "Action d’aller-vers"


@register
class MetAtActions(Pieces):
    """Actions that referrals of the person came of: the database shows them to their fund."""

    kinds = Kind

    def __init__(self, person: Person):
        super().__init__(person)
        tied = ActionReferral.objects.filter(referral__accompaniment__person=person)
        self.tied = list(tied.select_related("action"))

    def entries(self, names: Names) -> Iterator[Entry]:
        for action in (each.action for each in self.tied):
            title = f"Rencontrée lors d’une action : {action.get_public_display()}"
            yield Entry(Kind.MET, action.held_on, title, body=action.place)
