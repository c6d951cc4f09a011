"""Deciding a file: what the law gives on that day, the decision with its reason, and the right that it opens.

A decision is never changed. What it rests on is kept with it: the situation, the law library's answer and its version,
so that the person can be told the rules that were applied to them, and that a replay gives the same.
"""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from allervers.law import Answer, Situation, evaluate
from allervers.law.deadlines import deadlines

from ..coverage import beliefs
from ..coverage import workflow as coverage
from ..coverage.models import CoveragePeriod
from ..organisations.context import acting_for, because
from . import grounds, letters, managing, papers
from .codes import COVERED_AS, JUDGED, LetterKind, Outcome, Right, Status
from .models import Decision, RightsFile
from .queries import last_decision
from .workflow import Asked, Refused, become, end_requests, taken_up, under_way

Day = datetime.date
_CLASSES = ("free", "contribution")


def judged(file: RightsFile) -> Answer | None:
    """What the law library answers to the file's situation; None for a request that it does not judge."""
    if file.right not in JUDGED:
        return None
    return evaluate(Situation.from_dict(file.situation), [file.right])[file.right]


@transaction.atomic
def decide(file: RightsFile, outcome: str, asked: Asked) -> Decision:
    """Grant or refuse, with a reason. A C2S with contribution is granted, then waits for its adhesion form."""
    because("décision")
    file = under_way(file, "il est déjà terminé")
    if file.status == Status.AWAITING_ADHESION:
        raise Refused("La décision est prise : le bulletin d’adhésion est attendu.")
    if outcome not in (Outcome.ACCEPTED, Outcome.REFUSED):
        raise Refused("Une décision est un accord ou un refus.", "outcome")
    if not asked.why.strip():
        raise Refused("Écrivez le motif de la décision : la personne le lira.", "reason")
    if outcome == Outcome.ACCEPTED and file.status == Status.AWAITING_PORTABILITY:
        raise Refused("L’autre État n’a pas répondu : l’accord attend sa réponse, ou le jour dit.")
    taken_up(file, asked.author)
    end_requests(file)
    return take(file, outcome, asked)


def take(file: RightsFile, outcome: str, asked: Asked, *, day: Day | None = None) -> Decision:
    """Write the decision on this locked file, its letter, and the right that it opens; `day`: on which it counts as
    taken, where it corrects an earlier one."""
    answer = judged(file)
    granted = outcome == Outcome.ACCEPTED
    c2s_class = _class_of(answer) if granted and file.right == Right.C2S else ""
    decision = _written(file, outcome, asked, answer, c2s_class)
    if c2s_class == "contribution":
        _await_adhesion(file, decision, asked)
        return decision
    if granted:
        _open(file, decision, day or decision.on)
    become(file, Status.DECIDED, asked.author, **asked.step())
    letters.write(file, LetterKind.DECISION, decision.pk, decision=decision)
    return decision


def _await_adhesion(file: RightsFile, decision: Decision, asked: Asked) -> None:
    """Ask for the form and the means of payment; a decision that corrects another one finds them, if they came."""
    known = set(file.requiredpapers.values_list("code", "of_person"))
    lines = papers.lines_of_adhesion(file, Situation.from_dict(file.situation))
    file.requiredpapers.bulk_create([line for line in lines if (line.code, line.of_person) not in known])
    become(file, Status.AWAITING_ADHESION, asked.author, **asked.step())
    if papers.is_adhered(file):
        adhere(file)
    else:
        letters.write(file, LetterKind.ADHESION, decision.pk, decision=decision)


def _class_of(answer: Answer) -> str:
    """Free or with a contribution, as the law gives it: nobody chooses."""
    if answer.status in _CLASSES:
        return answer.status
    if answer.status == "unknown":
        missing = " ; ".join(each.text for each in answer.missing[:3])
        raise Refused(f"On ne sait pas encore si la C2S est gratuite ou avec participation. Il manque : {missing}.")
    raise Refused(f"Le calcul ne donne pas la C2S ({answer.status_text}) : corrigez la situation, ou refusez.")


def _written(file: RightsFile, outcome: str, asked: Asked, answer: Answer | None, c2s_class: str) -> Decision:
    before = last_decision(file)
    return Decision.objects.create(
        fund_id=file.fund_id,
        file=file,
        number=before.number + 1 if before else 1,
        author=asked.author,
        outcome=outcome,
        on=timezone.localdate(),
        c2s_class=c2s_class,
        reason=asked.why.strip(),
        situation=file.situation,
        answer=answer and answer.to_json(),
        law_version=answer.law_version if answer else file.law_version,
        corrects=before,
    )


def adhere(file: RightsFile) -> None:
    """The adhesion form and the means of payment are there: the right starts, and the file is decided."""
    decision = last_decision(file)
    came = [line.supplied.supplied_on for line in papers.lines(file) if line.required.code in papers.OF_ADHESION]
    _open(file, decision, max(came))
    become(file, Status.DECIDED, None, why="Le bulletin d’adhésion et le moyen de paiement sont arrivés.")
    letters.write(file, LetterKind.DECISION, decision.pk, decision=decision)


def _open(file: RightsFile, decision: Decision, day: Day) -> None:
    """Write the days of the right on the decision, and into the coverage of the person."""
    with acting_for(file.fund, "droit ouvert par une décision"):
        decision.starts_on, decision.ends_on = days_of(file, decision, day)
        decision.save(update_fields=["starts_on", "ends_on"])
        if file.right not in COVERED_AS or decision.starts_on is None:
            return
        stated = coverage.Stated(
            file.person_id,
            COVERED_AS[file.right],
            beliefs.Statement(
                known_on=timezone.localdate(),
                starts_on=decision.starts_on,
                ends_on=decision.ends_on or beliefs.FOR_EVER,
                kind=beliefs.Kind(decision.c2s_class, managing.chosen(file)),
                turn=_turn_of(decision),
            ),
        )
        try:
            with transaction.atomic():
                coverage.learn(file.fund_id, [stated])
        except IntegrityError:
            raise Refused(
                "Un autre droit de même nature est déjà connu aujourd’hui sur ces jours : vérifiez la couverture de la "
                "personne avant de décider."
            ) from None
        grounds.of_decision(decision, max(day, decision.on))


def _turn_of(decision: Decision) -> int:
    """A decision that corrects has the last word of its day, and so has one that comes after what was said of these
    days was taken back; another one contradicts what a source says that day."""
    of_right = decision.file.person_id, COVERED_AS[decision.file.right], timezone.localdate()
    if decision.corrects_id is None and not coverage.is_taken_back(
        *of_right, coverage.days(decision.starts_on, decision.ends_on)
    ):
        return 0
    return coverage.next_turn(*of_right)


def days_of(file: RightsFile, decision: Decision, day: Day) -> tuple[Day | None, Day | None]:
    """First and last day of the right that is granted; the law library's events tell them, `day` is theirs."""
    if file.right == Right.AME:
        return _event("ame_deposit", _after_what_is_held(file))
    if file.right == Right.C2S:
        kind = "c2s_free_decision" if decision.c2s_class == "free" else "c2s_adhesion_received"
        previous = _c2s_held(file, day)
        if previous is None:
            return _event(kind, day)
        return _event(kind, day, previous_ends_on=previous.isoformat(), requested_on=file.received_on.isoformat())
    if file.right == Right.DEPARTURE:
        return None, None
    entitled = (decision.answer or {}).get("entitled_from")
    return (Day.fromisoformat(entitled) if entitled else file.received_on), None


def _event(kind: str, day: Day, **more: str) -> tuple[Day | None, Day | None]:
    found = deadlines({"kind": kind, "date": day.isoformat(), **more})
    return tuple(found[name] and Day.fromisoformat(found[name]) for name in ("starts_on", "ends_on"))


def _after_what_is_held(file: RightsFile) -> Day:
    """The day from which an AME counts as deposited: base rights and the AME never overlap, so that one that is asked
    for before the end of what is held counts from the day after."""
    held = CoveragePeriod.objects.filter(
        person_id=file.person_id,
        right__in=[Right.PUMA, Right.AME],
        believed__endswith=None,
        validity__contains=file.received_on,
    )
    ends = [period.validity.upper for period in held]
    if None in ends:
        raise Refused(
            "Des droits de base sont ouverts, sans fin connue : l’AME ne s’y ajoute pas. Notez d’abord leur fin, ou "
            "refusez la demande."
        )
    return max([file.received_on, *ends])


def _c2s_held(file: RightsFile, day: Day) -> Day | None:
    """The last day of the C2S that the person has on that day, or had when it was asked for: the new one follows it,
    though the fund decides after that last day (R861-18 I CSS)."""
    when = Q(validity__contains=day) | Q(validity__contains=file.received_on)
    held = (
        CoveragePeriod.objects.filter(when, person_id=file.person_id, right=Right.C2S, believed__endswith=None)
        .order_by("-validity")
        .first()
    )
    if held is None or held.validity.upper is None:
        return None
    return held.validity.upper - beliefs.ONE_DAY
