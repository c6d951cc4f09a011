"""What can be asked of the files: the queue, one file whole, and its dated facts."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from ..organisations.models import User
from .codes import UNDER_WAY, AppealAnswer, Outcome
from .dates import Asked, Facts
from .models import Appeal, Control, Decision, RightsFile
from .papers import OF_ADHESION


def facts_of(file: RightsFile) -> Facts:
    """What happened to a file, for `dates` (two queries)."""
    decision = last_decision(file)
    asked = tuple(
        Asked(request.asked_on, request.answered_on or request.revoked_on) for request in file.papersrequests.all()
    )
    return Facts(
        right=file.right,
        received_on=file.received_on,
        complete_since=file.complete_since,
        missing_told_on=file.missing_told_on,
        care_need_certified=file.care_need_certified,
        asked=asked,
        portability_asked_on=file.portability_asked_on,
        outcome=decision and decision.outcome,
        starts_on=decision and decision.starts_on,
        ends_on=decision and decision.ends_on,
    )


def last_decision(file: RightsFile) -> Decision | None:
    """The decision that holds: the last one."""
    return max(file.decisions.all(), key=lambda decision: decision.number, default=None)


def granted_since(person_id: UUID, day: datetime.date) -> dict[str, datetime.date]:
    """Rights granted to this person since that day, and when: the last decision of their file holds."""
    last = Decision.objects.filter(file__person_id=person_id).order_by("file_id", "-number").distinct("file_id")
    return {
        each.file.right: each.on
        for each in last.select_related("file")
        if each.outcome == Outcome.ACCEPTED and each.on >= day
    }


def sent_on(file: RightsFile, kind: str, cause: UUID | None = None) -> datetime.date | None:
    """The day on which the letter of this kind (and cause) left; None while it has not."""
    letters = file.letters.filter(kind=kind, **({"cause": cause} if cause else {}))
    letter = letters.select_related("sending__batch").order_by("-written_on").first()
    sending = letter and getattr(letter, "sending", None)
    return sending.sent_on if sending else None


def is_contested(file: RightsFile) -> bool:
    """An appeal waits for its answer: the person may send papers with it."""
    return file.appeals.filter(answered_on=None).exists()


def papers_after(appeals: Iterable[Appeal]) -> dict[UUID, datetime.date]:
    """The day on which the last paper came since each of these appeals, and before its answer; one query."""
    came = Q(file__suppliedpapers__supplied_on__gte=F("received_on"), file__suppliedpapers__misfiled=False)
    came &= ~Q(file__suppliedpapers__required__code__in=OF_ADHESION)
    in_time = Q(answered_on=None) | Q(file__suppliedpapers__supplied_on__lte=F("answered_on"))
    last = Max("file__suppliedpapers__supplied_on", filter=came & in_time)
    rows = Appeal.objects.filter(pk__in=[appeal.pk for appeal in appeals]).annotate(papers_on=last)
    return {pk: day for pk, day in rows.values_list("pk", "papers_on") if day}


def _examined_by(user: User, prefix: str = "") -> Q:
    """Where this account's organisation examines: entrusted to it, or its own and entrusted to nobody."""
    own = {f"{prefix}handled_by": None, f"{prefix}fund": user.organisation_id}
    return Q(**{f"{prefix}handled_by": user.organisation_id}) | Q(**own)


def queue(user: User) -> QuerySet[RightsFile]:
    """The files under way that this account's organisation examines, the earliest day first."""
    return (
        RightsFile.objects.filter(_examined_by(user), status__in=UNDER_WAY)
        .defer("nir_encrypted", "nir_digest", "situation")
        .select_related("officer")
        .order_by("due_on", "received_on", "id")
    )


def deposited_by(user: User) -> QuerySet[RightsFile]:
    """The files that this account deposited, the newest first."""
    return RightsFile.objects.filter(deposited_by=user).order_by("-deposited_at")


def late(files: QuerySet[RightsFile], today: datetime.date) -> QuerySet[RightsFile]:
    return files.filter(due_on__lt=today)


# What waits after decisions is looked at whole: a list shows at most so many of each kind, the earliest first.
MOST = 200


def appeals_to_answer(user: User) -> QuerySet[Appeal]:
    """Appeals without an answer, the oldest first."""
    return _after(Appeal, user).filter(answered_on=None).order_by("received_on", "pk")[:MOST]


def decisions_to_correct(user: User) -> QuerySet[Appeal]:
    """Appeals that were upheld against a decision that nothing has replaced yet."""
    replaced = Exists(Decision.objects.filter(corrects=OuterRef("decision")))
    upheld = _after(Appeal, user).filter(~replaced, answer=AppealAnswer.UPHELD, decision__isnull=False)
    return upheld.order_by("answered_on", "pk")[:MOST]


def controls_to_end(user: User) -> QuerySet[Control]:
    """Controls under way, the first day of answer first."""
    return _after(Control, user).filter(ended_on=None).order_by("answer_due_on", "pk")[:MOST]


def cards_to_note(user: User, today: datetime.date) -> QuerySet[Control]:
    """Closed rights whose card is to be invalidated by now, and was not said to be."""
    due = _after(Control, user).filter(card_noted_on=None, card_invalid_from__lte=today)
    return due.order_by("card_invalid_from", "pk")[:MOST]


def _after(model, user: User) -> QuerySet:
    rows = model.objects.filter(_examined_by(user, "file__")).select_related("file")
    return rows.defer("file__situation", "file__nir_encrypted", "file__nir_digest")
