"""What happened to facts, in sentences."""

from allervers.domain.snapshots.queries import FactChanges
from allervers.publishing.secrecy import Mask, is_small

_KINDS = {"referral": ("saisine", "saisines"), "accompaniment": ("dossier clos", "dossiers clos")}
_DONE = {
    "added": ("a été ajouté{e} à cette période", "ont été ajouté{e}s à cette période"),
    "entered": ("est entré{e} dans cette période", "sont entré{e}s dans cette période"),
    "reopened": ("a été rouvert{e}", "ont été rouvert{e}s"),
    "left": ("est sorti{e} de cette période", "sont sorti{e}s de cette période"),
    "removed": ("a été retiré{e}", "ont été retiré{e}s"),
    "corrected": ("a été corrigé{e}", "ont été corrigé{e}s"),
}
_FIELDS = {
    "age": "âge",
    "sex": "sexe",
    "reasons": "cadre de la saisine",
    "detector_family": "famille du détecteur",
    "detector_category": "détecteur",
    "received_on": "date de réception",
    "opened_on": "date d’ouverture",
    "closed_on": "date de clôture",
    "closure_reason": "motif de clôture",
    "themes": "thématiques",
    "outcomes": "gains",
    "care_types": "types de soins",
    "specialties": "spécialités",
    "publics": "publics",
    "forgone_care": "soins non réalisés",
    "forgone_since": "durée du renoncement",
    "forgone_causes": "causes du renoncement",
    "gp_declared_at_end": "médecin traitant à la fin",
    "c2s_at_end": "C2S à la fin",
    "ald_exemption_at_end": "ALD à la fin",
    "studies_opposed": "opposition aux études",
    "urgent": "urgence",
}


def described(changes: FactChanges, *, published: bool) -> list[str]:
    """« 3 dossiers clos ont été corrigés (gains : 1). » What is `published` tells no small number."""
    sentences = []
    for what, words in _DONE.items():
        number = changes.how_many.get(what, 0)
        if not number:
            continue
        several = number > 1 or published
        done = words[several].format(e="e" if changes.kind == "referral" else "")
        fields = changes.fields.items() if what == "corrected" else ()
        details = ", ".join(f"{_FIELDS.get(name, name)} : {_told(count, published)}" for name, count in fields)
        which = f" ({details})" if details else ""
        sentences.append(f"{_how_many(number, published)} {_KINDS[changes.kind][several]} {done}{which}.")
    return sentences


def _how_many(number: int, published: bool) -> str:
    return f"Un nombre {Mask.HIDDEN.value} de" if published and is_small(number) else str(number)


def _told(number: int, published: bool) -> str:
    return Mask.HIDDEN.value if published and is_small(number) else str(number)
