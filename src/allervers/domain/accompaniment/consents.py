"""The agreement without which nobody is accompanied; withdrawn, the accompaniment ends that day."""

from collections.abc import Iterator
from uuid import UUID

from ..consents import Consent, Source, register
from ..people.models import Person
from ..pieces.refusals import Refused
from ..referrals.codes import ConsentMode
from . import workflow
from .codes import ClosureReason
from .models import Accompaniment


@register
class Accompanied(Source):
    """One for each file that was opened; given on the day of its referral."""

    purpose, label = "accompaniment", "Être accompagné"
    stops = (
        "L’accompagnement se termine aujourd’hui, comme un refus de la personne. Plus personne ne l’appelle pour ce "
        "dossier, qui sera effacé au terme de sa durée de garde."
    )

    def of(self, person: Person) -> Iterator[Consent]:
        files = person.accompaniments.filter(opened_on__isnull=False).order_by("-opened_on")
        for file in files.select_related("referral", "fund", "handled_by"):
            ended = "" if file.is_open else f"Accompagnement terminé le {file.closed_on:%d/%m/%Y}."
            yield Consent(
                purpose=self.purpose,
                about=file.pk,
                recipient=", ".join(str(each) for each in (file.fund, file.handled_by) if each),
                given=file.closure_reason != ClosureReason.DECLINED,
                since=file.closed_on if file.closure_reason == ClosureReason.DECLINED else file.referral.consent_on,
                by=file.referral.reported_by_id,
                by_whom=file.referral.detector_service or file.referral.detector_name,
                how=ConsentMode(file.referral.consent_mode).label,
                note=ended,
                may_change=(False,) if file.is_open else (),
            )

    def put(self, person: Person, about: UUID | None, *, given: bool, by) -> bool:
        file = Accompaniment.objects.filter(person=person, pk=about).first()
        if given or file is None:
            raise Refused("Un nouvel accompagnement commence par une saisine.")
        if not file.is_open:
            return False
        workflow.close(file, reason=ClosureReason.DECLINED, outcomes=[], note="La personne a retiré son accord.")
        return True
