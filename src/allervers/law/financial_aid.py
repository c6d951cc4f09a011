"""Whether a person may ask the fund for financial aid (action sanitaire et sociale), and for what.

The amount and the decision are those of a commission of each fund: a finding "yes" says that the request may be made.
None is *unknown*.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from allervers.law.lookup import Finding, Lookup, settled, word

AIDS = MappingProxyType(
    {
        "optical": "Lunettes",
        "dental": "Soins et prothèses dentaires",
        "hearing": "Aides auditives",
        "supplies": "Fournitures non remboursées",
        "pharmacy": "Ticket modérateur et pharmacie",
        "hospital_daily_charge": "Forfait journalier",
        "transport_lodging": "Transport et hébergement",
        "therapy": "Psychothérapie, psychomotricité, ergothérapie",
        "complementary": "Cotisation d'une complémentaire ou participation à la C2S",
        "emergency": "Secours d'urgence (alimentation, loyer, énergie)",
    }
)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a person who needs help to pay; None: unknown.

    ``affiliated``: insured by the fund, or dependant of somebody who is; ``migrants_scheme``: affiliated under the
    « Migrants » scheme; ``other_funders_asked``: the complementary, the department and the others have answered;
    ``comfort``: comfort or aesthetics; ``social_evaluation``: by the social service, for an emergency.
    """

    kind: str
    affiliated: bool | None = None
    ame: bool | None = None
    migrants_scheme: bool | None = None
    financial_difficulty: bool | None = None
    other_funders_asked: bool | None = None
    comfort: bool | None = None
    social_evaluation: bool | None = None


REFUSALS = MappingProxyType(
    {
        "affiliated": "La personne n'est pas affiliée à la caisse.",
        "not_ame": "L'AME n'ouvre pas ces aides.",
        "not_migrants_scheme": "Le régime « Migrants » n'ouvre pas ces aides.",
        "financial_difficulty": "Aucune difficulté financière n'est dite.",
        "not_comfort": "L'aide ne paie ni le confort ni l'esthétique.",
        "other_funders_asked": "L'aide vient en dernier : demander d'abord aux autres financeurs.",
        "social_evaluation": "Un secours d'urgence demande une évaluation du service social.",
    }
)


def financial_aid(request: Request, day: date) -> Finding:
    """May this aid be asked for on that day? Raises ``ValueError`` for a kind that is not in `AIDS`."""
    if request.kind not in AIDS:
        raise ValueError(f"aide inconnue « {request.kind} », attendu : {', '.join(AIDS)}")
    law = Lookup("aid", day)
    conditions = {
        "affiliated": request.affiliated if law.figure("aid_for_affiliated_only") else True,
        "not_ame": True if law.figure("aid_for_ame") else _not(request.ame),
        "not_migrants_scheme": _not(request.migrants_scheme),
        "financial_difficulty": request.financial_difficulty,
        "not_comfort": _not(request.comfort),
        "other_funders_asked": request.other_funders_asked if law.figure("aid_last_resort") else True,
    }
    if request.kind == "emergency":
        conditions["social_evaluation"] = request.social_evaluation
    holds, unknown = settled(**conditions)
    refusals = [REFUSALS[name] for name, value in conditions.items() if value is False]
    reason = " ".join(refusals) or (
        "La demande peut être faite ; la commission de la caisse décide." if holds else "Il manque des réponses."
    )
    missing = tuple(name.removeprefix("not_") for name in unknown)
    return Finding("financial_aid", AIDS[request.kind], word(holds), reason, law.taken(), missing=missing)


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value
