"""What an adviser decides of a detection. What a list does to it is in `lists.py`.

| transition | from      | to        | who may            | needs                                             |
|------------|-----------|-----------|--------------------|---------------------------------------------------|
| refer      | waiting   | referred  | EXAMINE_DETECTIONS | still on a list; a referral, so the person's consent |
| set_aside  | waiting   | set aside | EXAMINE_DETECTIONS | a reason; words if it is another one              |
| take_back  | set aside | waiting   | EXAMINE_DETECTIONS | no other detection of the person that waits       |

Each locks the detection. `shown` are the reasons that the adviser had in front of them: one that a list added since
must be read first.
"""

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils import timezone

from ..organisations.context import because
from ..organisations.models import User
from ..pieces.refusals import Refused
from ..referrals.codes import DetectorFamily, InternalCategory
from ..referrals.models import Referral
from ..referrals.workflow import send
from .codes import SetAsideReason, Status
from .models import Detection

COUNTED_AS = (DetectorFamily.INTERNAL, InternalCategory.QUERIES_AND_OUTBOUND)


def _locked(detection: Detection) -> Detection:
    return Detection.objects.select_for_update(of=("self",)).get(pk=detection.pk)


def _still_as_shown(detection: Detection, shown: Collection[int]) -> None:
    if detection.status != Status.WAITING:
        raise Refused("Cette détection a été examinée entre-temps : rien n’a été écrit.")
    if not set(detection.reasons.values_list("pk", flat=True)) <= set(shown):
        raise Refused("Une nouvelle liste vient d’ajouter un motif. Relisez les motifs, puis recommencez.")


def _decide(detection: Detection, status: Status, by: User | None, **what) -> Detection:
    detection.status = status
    detection.decided_by, detection.decided_at = by, by and timezone.now()
    for name, value in what.items():
        setattr(detection, name, value)
    detection.save(update_fields=["status", "decided_by", "decided_at", *what])
    return detection


@transaction.atomic
def refer(detection: Detection, referral: Referral, *, sender: User, shown: Collection[int]) -> tuple[Referral, bool]:
    """Send the referral that this detection becomes: the one that is kept, and whether it was written just now.

    The same form sent twice, even at the same moment, writes one referral; with other answers it raises
    `AlreadyUsed`, as every referral form does.
    """
    detection = _locked(detection)
    if detection.referral_id == referral.pk:
        return send(referral, sender=sender, counted_as=COUNTED_AS)
    _still_as_shown(detection, shown)
    if not detection.is_listed:
        raise Refused("La dernière liste ne porte plus cette personne : elle ne peut plus devenir une saisine.")
    referral, written_now = send(referral, sender=sender, counted_as=COUNTED_AS)
    if not written_now:
        raise Refused("Ce formulaire a déjà servi pour une autre détection. Rechargez la page.")
    because("détection devenue une saisine")
    _decide(detection, Status.REFERRED, sender, referral=referral)
    return referral, True


@transaction.atomic
def set_aside(detection: Detection, *, adviser: User, reason: str, note: str, shown: Collection[int]) -> Detection:
    """Nothing will be done for these reasons."""
    detection = _locked(detection)
    _still_as_shown(detection, shown)
    because(f"détection écartée : {SetAsideReason(reason).label}")
    return _decide(detection, Status.SET_ASIDE, adviser, set_aside_reason=reason, set_aside_note=note)


@transaction.atomic
def take_back(detection: Detection) -> Detection:
    """The detection was set aside by mistake: it is to be examined again. The trail keeps what was said."""
    detection = _locked(detection)
    if detection.status != Status.SET_ASIDE:
        raise Refused("Cette détection n’est plus écartée. Rechargez la page pour voir où elle en est.")
    because("détection remise à examiner")
    try:
        with transaction.atomic():
            return _decide(detection, Status.WAITING, None, set_aside_reason="", set_aside_note="")
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != "detection_waits_once":
            raise
        raise Refused(
            "Une liste plus récente a trouvé cette personne pour un autre motif, qui est à examiner : "
            "celle-ci reste écartée."
        ) from None
