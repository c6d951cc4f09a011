"""What the person agreed to when they were reported: that the detector learns what follows, and studies."""

from collections.abc import Iterator
from uuid import UUID

from ..consents import Consent, Source, register
from ..people.models import Person
from .codes import ConsentMode
from .models import Referral


def _of(person: Person):
    """The referrals of a person, the first received first."""
    return Referral.objects.filter(accompaniment__person=person).order_by("received_at")


@register
class Feedback(Source):
    """For each account that reported the person; whoever asked for themselves is told by their fund."""

    purpose, label = "feedback", "Dire les suites à qui l’a signalée"
    stops = (
        "Qui l’a signalée ne voit plus si elle a été contactée ni si le dossier est clos, et ne prend plus de "
        "rendez-vous pour elle."
    )

    def of(self, person: Person) -> Iterator[Consent]:
        for referral in _of(person).filter(reported_by__isnull=False):
            yield Consent(
                purpose=self.purpose,
                about=referral.pk,
                recipient=referral.detector_service or referral.detector_category_label,
                given=referral.feedback_consent,
                since=referral.consent_on,
                by=referral.reported_by_id,
                how=ConsentMode(referral.consent_mode).label,
            )

    def put(self, person: Person, about: UUID | None, *, given: bool, by) -> bool:
        """The row that the space of detectors, appointments and `referral_follow_up` all ask."""
        referral = _of(person).select_for_update(of=("self",)).filter(pk=about).first()
        if referral is None or referral.feedback_consent == given:
            return False
        referral.feedback_consent = given
        referral.save(update_fields=["feedback_consent"])
        return True


@register
class Studies(Source):
    """One for the person: opposed once is opposed for all of their referrals."""

    purpose, label = "studies", "Études faites avec ses données"
    stops = "Ses données ne servent à aucune étude. Les chiffres d’activité, sans nom, la comptent toujours."
    is_opposition = True

    def of(self, person: Person) -> Iterator[Consent]:
        referrals = list(_of(person))
        if not referrals:
            return
        opposed = [referral for referral in referrals if referral.studies_opposed]
        said = opposed[0] if opposed else None
        yield Consent(
            purpose=self.purpose,
            recipient="Assurance Maladie",
            given=not opposed,
            since=said and said.consent_on,
            by=said and said.reported_by_id,
            how=said.get_consent_mode_display() if said else "",
        )

    def put(self, person: Person, about: UUID | None, *, given: bool, by) -> bool:
        changed = False
        for referral in _of(person).select_for_update(of=("self",)):
            if referral.studies_opposed == given:
                referral.studies_opposed, changed = not given, True
                referral.save(update_fields=["studies_opposed"])
        return changed
