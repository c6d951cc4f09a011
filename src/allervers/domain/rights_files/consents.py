"""What the person agreed to in a rights file: copies to who helps them; and that they object to a use of them."""

from collections.abc import Iterator
from uuid import UUID

from django.utils import timezone

from ..consents import Consent, Source, register
from ..people.models import Person
from .codes import WordKind
from .models import PersonWord, RightsFile
from .person_words import answer_due_on


@register
class Copies(Source):
    """For each file that somebody helped with."""

    purpose, label = "copies", "Copie des courriers à qui l’aide"
    stops = "Qui l’aide ne reçoit plus de copie, et ne lit plus les courriers de ce dossier."

    def of(self, person: Person) -> Iterator[Consent]:
        for file in person.rights_files.exclude(helper_organisation="").order_by("-received_on"):
            yield Consent(
                purpose=self.purpose,
                about=file.pk,
                recipient=f"{file.helper_organisation} ({file.reference})",
                given=file.helper_may_receive_copies,
                since=file.received_on,
                by=file.deposited_by_id,
                how="Au dépôt du dossier",
            )

    def put(self, person: Person, about: UUID | None, *, given: bool, by) -> bool:
        """The row that the letters and `permissions.may_read_letters` ask."""
        file = RightsFile.objects.select_for_update(of=("self",)).filter(person=person, pk=about).first()
        if file is None or file.helper_may_receive_copies == given:
            return False
        file.helper_may_receive_copies = given
        file.save(update_fields=["helper_may_receive_copies"])
        return True


@register
class Objection(Source):
    """What the person wrote from their own page; answered by who examines, within a month."""

    purpose, label = "objection", "Utiliser ses données pour ce dossier"
    stops = "Qui examine répond dans le mois : certaines données restent nécessaires pour étudier la demande."
    is_opposition = True

    def of(self, person: Person) -> Iterator[Consent]:
        words = PersonWord.objects.filter(file__person=person, kind=WordKind.OBJECTION).select_related("file")
        for word in words:
            until = answer_due_on(word)
            read = f"Lu le {timezone.localdate(word.read_at):%d/%m/%Y}." if word.read_at else "Pas encore lu."
            yield Consent(
                purpose=self.purpose,
                about=word.pk,
                recipient=f"Dossier {word.file.reference}",
                given=False,
                since=word.at,
                by_whom="la personne elle-même",
                how="Depuis sa page",
                note=f"{read} Réponse attendue avant le {until:%d/%m/%Y}.",
                may_change=(),
            )
