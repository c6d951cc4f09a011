"""Whether what is reported looks like a discriminatory refusal of care, or like another conflict.

Three questions, so that nobody has to know the word. A finding "yes" is a presumption: only an order, a court or the
sanctions of the health insurance say that there was a refusal. In what is said None, or an empty text, is *unknown*.
Source: L1110-3 and R1110-8 CSP, inventory #83 and #86; `parameters/care_refusals.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from allervers.law.lookup import Finding, Lookup, figures, word

FILE = "care_refusals"
_GROUND = "care_refusal_ground_"
QUESTIONS = MappingProxyType(
    {
        "hindered": "La personne a-t-elle été empêchée ou dissuadée de recevoir ce soin ?",
        "ground": "Qu’est-ce qui, chez la personne, semble avoir compté ?",
        "same_for_all": "Le professionnel donne-t-il une raison qui vaut pour tous ses patients ?",
    }
)
PRACTICES = MappingProxyType(
    {
        "refused": "Refus dit clairement",
        "no_new_patients": "« Nous ne prenons pas de nouveaux patients »",
        "unusual_delay": "Délai de rendez-vous inhabituel",
        "excess_fee": "Dépassement d’honoraires, ou tiers payant refusé",
        "redirected": "Renvoi vers l’hôpital ou vers un confrère",
        "card_not_read": "Carte Vitale ou attestation non lue",
        "other": "Autre obstacle",
    }
)
OPEN_REFUSAL = "refused"
GROUNDS = MappingProxyType(
    {
        "c2s": "Sa Complémentaire santé solidaire",
        "cmuc": "Sa CMU-C",
        "acs": "Son ACS",
        "ame": "Son aide médicale de l’État",
        "penal_code": "Son origine, son sexe, son état de santé, un handicap, sa précarité, sa religion…",
    }
)
NO_GROUND = "none"


@dataclass(frozen=True, slots=True)
class Reported:
    """What was said of a refusal.

    ``practice``: one of `PRACTICES`; ``ground``: one of `GROUNDS`, `NO_GROUND`, or empty; ``hindered``: the person was
    kept or put off from the care; ``same_for_all``: the reason given holds for every patient.
    """

    practice: str
    ground: str = ""
    hindered: bool | None = None
    same_for_all: bool | None = None


def grounds(day: date) -> dict[str, str]:
    """The grounds that the law names on ``day``, code → French. Raises `SituationError` before 2019."""
    law = Lookup(FILE, day)
    named = [name.removeprefix(_GROUND) for name in figures(FILE) if name.startswith(_GROUND) and law.figure(name)]
    return {code: label for code, label in GROUNDS.items() if code in named}


def judge(reported: Reported, day: date) -> Finding:
    """What the law of ``day`` makes of it: "yes" presumed discriminatory, "no" another conflict, "unknown" else.

    Raises `ValueError` for a code that is of no list, `SituationError` for a day before 2019.
    """
    for code, known in ((reported.practice, PRACTICES), (reported.ground, {**GROUNDS, NO_GROUND: "", "": ""})):
        if code not in known:
            raise ValueError(f"code inconnu « {code} », attendu : {', '.join(filter(None, known))}")
    law = Lookup(FILE, day)
    named = law.figure(_GROUND + reported.ground) if reported.ground in GROUNDS else None
    covered = law.figure("care_refusal_any_practice") or reported.practice == OPEN_REFUSAL
    holds, reason, missing = _weighed(reported, named, covered)
    return Finding("care_refusal", "Refus de soins discriminatoire", word(holds), reason, law.taken(), missing=missing)


def _weighed(reported: Reported, named: bool | None, covered: bool) -> tuple[bool | None, str, tuple[str, ...]]:
    if reported.hindered is False:
        return False, "Rien n’a empêché ni dissuadé la personne de recevoir ce soin.", ()
    if reported.same_for_all:
        return False, "La raison donnée vaut pour tous les patients : c’est un autre désaccord.", ()
    if reported.ground == NO_GROUND or named is False:
        return False, "Aucun motif que la loi nomme n’est dit : c’est un autre désaccord.", ()
    said = {"hindered": reported.hindered, "ground": named, "same_for_all": reported.same_for_all}
    missing = tuple(name for name, value in said.items() if value is None)
    if missing:
        return None, "Il manque des réponses pour distinguer un refus discriminatoire d’un autre désaccord.", missing
    if not covered:
        return None, "Avant le 5 octobre 2020, un obstacle déguisé s’examine au cas par cas.", ()
    return True, "La personne a été écartée d’un soin pour un motif que la loi interdit.", ()
