"""Financial aid of a fund (action sanitaire et sociale): what is asked, and what is done for it.

Everything here is shown by the database to the members of the aid service alone, inside their own fund too; a request
also to the account that wrote it, with its state (decision 0105). Amounts are whole cents.
"""

from .budgets import FinancialAidBudget, FinancialAidMovement
from .decisions import FinancialAidDecision, FinancialAidLetter, FinancialAidRatification
from .effects import FinancialAidEffect
from .payments import FinancialAidBatch, FinancialAidPayee, FinancialAidPayment
from .requests import FinancialAidFunder, FinancialAidPaper, FinancialAidRequest, OfRequest
from .sessions import (
    FinancialAidAgendaLine,
    FinancialAidLink,
    FinancialAidSeat,
    FinancialAidSession,
    FinancialAidVote,
)

__all__ = [
    "FinancialAidAgendaLine",
    "FinancialAidBatch",
    "FinancialAidBudget",
    "FinancialAidDecision",
    "FinancialAidEffect",
    "FinancialAidFunder",
    "FinancialAidLetter",
    "FinancialAidLink",
    "FinancialAidMovement",
    "FinancialAidPaper",
    "FinancialAidPayee",
    "FinancialAidPayment",
    "FinancialAidRatification",
    "FinancialAidRequest",
    "FinancialAidSeat",
    "FinancialAidSession",
    "FinancialAidVote",
    "OfRequest",
]
