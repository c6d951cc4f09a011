"""What refusals of care bring to the page of a person: that one was reported, for its author and for mediators."""

from collections.abc import Iterator

from django.db.models import TextChoices

from ..people.models import Person
from ..pieces import Entry, Names, Pieces, register
from ..pieces.refusals import refuses
from .models import CareRefusal

refuses(
    {
        "care_refusal_is_told": "Racontez en quelques mots ce qui s’est passé.",
        "care_refusal_happened_before_it_was_told": "Un refus arrive avant d’être signalé : vérifiez les deux dates.",
        "care_refusal_rpps_shape": "Un numéro RPPS a onze chiffres.",
        "care_refusal_resolved_says_whether_care_was_obtained": "Dites si le soin a été obtenu : sans cela un dossier "
        "n’est pas résolu.",
        "care_refusal_care_obtained_on_a_day": "Indiquez le jour où le soin a été obtenu.",
        "care_refusal_holder_is_a_member": "Seul un membre du service de médiation prend un dossier en charge.",
        "care_refusal_holder_knows_no_party": "Vous connaissez une des parties : ce dossier revient à un autre "
        "médiateur.",
        "care_sending_was_agreed_to": "La personne n’a pas donné son accord pour ce destinataire : rien n’est parti.",
        "care_step_legal_once": "Les étapes de cette plainte sont déjà inscrites.",
        "care_consent_in_order": "Un autre accord vient d’être noté. Rechargez la page, puis recommencez.",
        "care_return_once_a_year": "Le relevé de cette année est déjà enregistré.",
    }
)


class Kind(TextChoices):
    CARE_REFUSAL = "care_refusal", "Refus de soins"


@register
class CareRefusals(Pieces):
    """Reports and their state: the database shows them to their author and to the members of the service."""

    kinds = Kind

    def __init__(self, person: Person):
        super().__init__(person)
        self.refusals = list(CareRefusal.objects.filter(fund_id=person.fund_id, person=person))

    def users(self) -> set[int | None]:
        return {refusal.author_id for refusal in self.refusals}

    def entries(self, names: Names) -> Iterator[Entry]:
        for refusal in self.refusals:
            told = f"{refusal.reference} : {refusal.get_practice_display()}, {refusal.get_profession_display().lower()}"
            yield Entry(
                kind=Kind.CARE_REFUSAL,
                date=refusal.received_on,
                title="Refus de soins signalé à la médiation",
                body=told,
                author=names.user(refusal.author_id),
            )
            if refusal.ended_on:
                care = refusal.get_care_obtained_display()
                yield Entry(
                    kind=Kind.CARE_REFUSAL,
                    date=refusal.ended_on,
                    title=f"Refus de soins {refusal.get_state_display().lower()}",
                    body=f"{told}. Soin obtenu : {care.lower()}." if care else told,
                )
