"""Additions between populations of different indicators: from some published figures, others can be worked out.

What follows from the way populations are written (one demands all that another demands) is found by `publication`. A
theme adds its own in its module.
"""

from ...accompaniment.codes import NOT_OPENED, SUCCESSES, Public
from ...referrals.codes import FORGONE_CARE_REASONS, DetectorFamily
from ..populations import (
    AGE_KNOWN,
    AGE_UNKNOWN,
    AGES,
    CLOSED,
    ENDED,
    ENDED_FOR,
    ENDED_FOR_KNOWN_CAUSE,
    ENDED_FOR_UNKNOWN_CAUSE,
    NOT_RELEVANT,
    NOT_SUCCESSFUL,
    RECEIVED,
    RECEIVED_FOR_CARE,
    RECEIVED_FROM_OUTSIDE,
    RECEIVED_INTERNALLY,
    SUCCESSFUL,
    SUCCESSFUL_CARE,
    SUCCESSFUL_NON_CARE,
    AgeBand,
    closed_for,
    received_by_family,
    received_for,
)
from ..shapes import Cell, Population

_OUTSIDE = [DetectorFamily.HEALTH_PROFESSIONAL.value, DetectorFamily.PARTNER.value]
_YOUNG = CLOSED.where(AGES[AgeBand.UNDER_25.value])

SUMS: list[tuple[Cell, list[Cell]]] = [
    (RECEIVED, [RECEIVED_INTERNALLY, RECEIVED_FROM_OUTSIDE]),
    (RECEIVED_FROM_OUTSIDE, [received_by_family(family) for family in _OUTSIDE]),
    (CLOSED, [SUCCESSFUL, NOT_SUCCESSFUL]),
    (NOT_RELEVANT, [closed_for(reason) for reason in NOT_OPENED]),
    (SUCCESSFUL, [closed_for(reason) for reason in SUCCESSES]),
    (SUCCESSFUL, [SUCCESSFUL_CARE, SUCCESSFUL_NON_CARE]),
    (CLOSED, [CLOSED.where(AGE_KNOWN), CLOSED.where(AGE_UNKNOWN)]),
    (ENDED, [ENDED_FOR_KNOWN_CAUSE, ENDED_FOR_UNKNOWN_CAUSE]),
    (ENDED_FOR_KNOWN_CAUSE, list(ENDED_FOR.values())),
    # Whoever is under 25 is of that public: the two are one number.
    (_YOUNG, [_YOUNG.of_public(Public.UNDER_25.value)]),
]
SUMS += [
    (whole.of_public(public), [part.of_public(public) for part in parts])
    for public in Public.values
    for whole, parts in SUMS
    if whole.knows_publics and not any(part.public for part in parts)
]

COVERED: list[tuple[Population, Population, Population]] = [
    (RECEIVED_FOR_CARE, *(received_for(reason) for reason in FORGONE_CARE_REASONS)),
]
"""Wholes, and two parts of them in one of which everybody is."""
