"""Refusals of care: what was reported, and what the mediation service of the fund does with it.

The database shows a report to the members of the service and to the account that wrote it; all that follows to the
members alone; and nothing of a file to a member who declared a link with one of its parties (decision 0108).
"""

from .parts import (
    CareRefusalAnswer,
    CareRefusalConsent,
    CareRefusalEvidence,
    CareRefusalLink,
    CareRefusalSending,
    CareRefusalStep,
    OfRefusal,
)
from .refusals import CareRefusal
from .returns import CareRefusalReturn

__all__ = [
    "CareRefusal",
    "CareRefusalAnswer",
    "CareRefusalConsent",
    "CareRefusalEvidence",
    "CareRefusalLink",
    "CareRefusalReturn",
    "CareRefusalSending",
    "CareRefusalStep",
    "OfRefusal",
]
