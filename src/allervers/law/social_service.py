"""Which mission of the social service of the health insurance a need belongs to, on a day.

The service is a second level: it is called on by the health-access mission (MisAS) or the medical service, or reached
at 3646, « service social ».
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from allervers.law.lookup import Finding, Lookup, word

# A need, the mission that it belongs to, and the words of both.
MISSIONS = MappingProxyType(
    {
        "forgone_care": ("health_path", "Renoncement aux soins et freins psychosociaux"),
        "heavy_pathology": ("health_path", "Maladie grave"),
        "occupational_exclusion": ("work", "Risque de perdre son emploi pour raison de santé"),
        "return_home": ("home_return", "Retour à domicile après une hospitalisation"),
        "ageing": ("ageing", "Fragilité liée à l'âge, jeunes retraités, bénéficiaires de l'ASPA"),
    }
)
LABELS = MappingProxyType(
    {
        "health_path": "Sécuriser les parcours en santé",
        "work": "Prévenir la désinsertion professionnelle",
        "home_return": "Stabiliser le retour à domicile",
        "ageing": "Bien vieillir",
    }
)


def social_service(need: str, day: date) -> Finding:
    """Does the social service take this need, in which mission? Raises ``ValueError`` for a need not in `MISSIONS`."""
    if need not in MISSIONS:
        raise ValueError(f"besoin inconnu « {need} », attendu : {', '.join(MISSIONS)}")
    law = Lookup("aid", day)
    mission, words = MISSIONS[need]
    taken = law.figure(f"social_service_{mission}")
    reason = f"{words} : mission du service social." if taken else f"{words} : mission que le service social n'a plus."
    return Finding(mission, LABELS[mission], word(taken), reason, law.taken())
