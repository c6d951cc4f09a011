"""Whether a person may ask the fund for financial aid (action sanitaire et sociale), and for what.

How much, and whether at all, is decided by a commission of each fund: a finding "yes" says that it may be asked, and
granted. In what is said None is *unknown*. Source: inventory #141 to #143; `parameters/financial_aid.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from allervers.law.lookup import Finding, Lookup, word

FILE = "financial_aid"
AIDS = MappingProxyType(
    {
        "optical": "Lunettes et lentilles",
        "dental": "Soins et prothèses dentaires",
        "hearing": "Aides auditives",
        "supplies": "Fournitures non remboursées",
        "copayment": "Ticket modérateur et pharmacie",
        "hospital_daily_charge": "Forfait journalier hospitalier",
        "transport_lodging": "Transport et hébergement",
        "therapy": "Psychothérapie, psychomotricité, ergothérapie",
        "complementary": "Cotisation d’une complémentaire ou participation à la C2S",
        "emergency": "Secours d’urgence (alimentation, loyer, énergie)",
    }
)
_REFUSALS = MappingProxyType(
    {
        "affiliated": "La personne n’est pas affiliée à la caisse.",
        "ame": "L’AME n’ouvre pas ces aides.",
        "migrants_scheme": "Le dispositif « Migrants » n’ouvre pas ces aides.",
        "financial_difficulty": "Aucune difficulté financière n’est dite.",
        "comfort": "L’aide ne paie ni le confort ni l’esthétique.",
        "other_funders_asked": "L’aide vient en dernier : les autres organismes ont d’abord à répondre.",
        "social_evaluation": "Un secours d’urgence demande une évaluation du service social.",
    }
)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and what is known of them.

    ``kind``: one of `AIDS`; ``affiliated``: insured by the fund, or dependant of somebody who is;
    ``other_funders_asked``: every other body that could pay has answered; ``comfort``: comfort or aesthetics;
    ``social_evaluation``: that of the social service was received.
    """

    kind: str
    affiliated: bool | None = None
    ame: bool | None = None
    migrants_scheme: bool | None = None
    financial_difficulty: bool | None = None
    comfort: bool | None = None
    other_funders_asked: bool | None = None
    social_evaluation: bool | None = None


def may_ask(asking: Asking, day: date) -> Finding:
    """Whether this aid may be asked for, and granted, on ``day``; ``missing`` names what would settle it.

    Raises `ValueError` for a kind that is not in `AIDS`, `SituationError` for a day before 2019.
    """
    if asking.kind not in AIDS:
        raise ValueError(f"aide inconnue « {asking.kind} », attendu : {', '.join(AIDS)}")
    law = Lookup(FILE, day)
    conditions = {
        "affiliated": asking.affiliated if law.figure("aid_for_affiliated_only") else True,
        "ame": True if law.figure("aid_for_ame") else _not(asking.ame),
        "migrants_scheme": True if law.figure("aid_for_migrants_scheme") else _not(asking.migrants_scheme),
        "financial_difficulty": asking.financial_difficulty,
        "comfort": _not(asking.comfort),
        "other_funders_asked": asking.other_funders_asked if law.figure("aid_last_resort") else True,
    }
    if asking.kind == "emergency" and law.figure("aid_emergency_needs_social_evaluation"):
        conditions["social_evaluation"] = asking.social_evaluation
    refused = [name for name, holds in conditions.items() if holds is False]
    unknown = () if refused else tuple(name for name, holds in conditions.items() if holds is None)
    holds = False if refused else None if unknown else True
    reason = " ".join(_REFUSALS[name] for name in refused) or (
        "L’aide peut être accordée : la commission de la caisse décide." if holds else "Il manque des réponses."
    )
    return Finding("financial_aid", AIDS[asking.kind], word(holds), reason, law.taken(), missing=unknown)


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value
