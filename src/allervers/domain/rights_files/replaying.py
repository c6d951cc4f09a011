"""Decisions replayed: the law library is asked again with what the decision kept, and must answer the same."""

import logging

from django.utils import timezone

from allervers.law import Situation, evaluate
from allervers.law.registry import law

from ..organisations.context import acting_for
from ..organisations.models import Organisation
from .models import Decision

logger = logging.getLogger(__name__)

_AT_ONCE = 200
_WHY = "décisions rejouées"


def answers_the_same(decision: Decision) -> bool | None:
    """Whether the same situation gives the same answer, explanation and all; None without an answer, or where it is
    another version of the law, whose answer would prove nothing."""
    if decision.answer is None or decision.law_version != law().version:
        return None
    right = decision.file.right
    try:
        again = evaluate(Situation.from_dict(decision.situation), [right])[right].to_json()
    except ValueError:
        return False
    return again == decision.answer


def replay(fund: Organisation) -> int:
    """Replay what was decided in this fund by the present version of the law and not replayed yet; how many decisions.

    One that answers otherwise is told to whoever reads the journal, by its number alone.
    """
    count = 0
    while portion := _replay_some(fund):
        count += portion
    return count


def _replay_some(fund: Organisation) -> int:
    with acting_for(fund, _WHY):
        waiting = Decision.objects.filter(
            fund=fund, answer__isnull=False, replayed_on=None, law_version=law().version
        ).select_related("file")
        decisions = list(waiting.select_for_update(of=("self",)).order_by("pk")[:_AT_ONCE])
        for decision in decisions:
            decision.replayed_on, decision.replays = timezone.localdate(), answers_the_same(decision)
            if not decision.replays:
                logger.error("decision %s of fund %s is not replayed with the same answer", decision.pk, fund.code)
        Decision.objects.bulk_update(decisions, ["replayed_on", "replays"])
    return len(decisions)
