"""What the administration owes to whoever asks it for a right, by right: silence, mentions, appeals, figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from allervers.law import parameters
from allervers.law.administration import (
    COMMUNICATED,
    FILE,
    RIGHTS,
    PapersAsked,
    acknowledgement,
    appeal,
    refusal_mentions,
    silence,
)
from allervers.law.publication.markdown import CONFIDENCE, page, parameter, section, table

# A Monday on which every rule of today holds: what a request received that day would be told.
EXAMPLE = date(2024, 3, 4)
AWAITED = [PapersAsked(date(2024, 3, 20), date(2024, 4, 20))]
HEADS = ("Demande", "Silence", "Confiance", "Recours contre une décision notifiée ce jour")
NAMES = {
    "c2s": "C2S",
    "ame": "AME",
    "puma": "Droits de base",
    "eu_inactive": "Européens inactifs",
    "own_title": "À titre personnel",
    "child_attachment": "Rattachement d'un enfant",
    "departure": "Départ de France",
}


def administration_page() -> str:
    """Everything is worked out by `administration.py` for a request of `EXAMPLE`."""
    return page(
        "Ce que l'administration doit à qui demande",
        "Accusé de réception, documents manquants, silence, motifs, décisions automatisées, recours : code des "
        "relations entre le public et l'administration (CRPA), droit par droit, selon le jour. Les dossiers "
        "l'appellent par `allervers.law.administration`. Exemple : une demande électronique reçue le 4 mars 2024.",
        section("Silence et recours", table(HEADS, map(_row, RIGHTS))),
        section(
            "Mentions d'un accusé de réception",
            *(f"**{NAMES[right]}**, dossier incomplet :\n\n{_lines(_mentions(right))}" for right in ("c2s", "ame")),
        ),
        section("Mentions d'un refus", _lines(refusal_mentions("c2s", EXAMPLE, automated=True))),
        section("Communiqué à qui le demande, d'une décision automatisée", _lines(COMMUNICATED)),
        section("Chiffres", *(parameter(FILE, each) for each in parameters.load(FILE).parameters.values())),
    )


def _row(right: str) -> tuple[str, ...]:
    said, steps = silence(right, EXAMPLE), appeal(right, EXAMPLE)
    if said is None:
        return NAMES[right], "rien n'est demandé, rien n'est décidé", "", ""
    word = "acceptée" if said.accepts else "rejetée"
    told = "\n".join(f"{step.before}, jusqu'au {step.due_on:%d/%m/%Y}" for step in steps)
    return NAMES[right], f"{word} le {said.on:%d/%m/%Y}", CONFIDENCE[said.confidence], told


def _mentions(right: str) -> tuple[str, ...]:
    return acknowledgement(right, EXAMPLE, electronic=True, papers=AWAITED).mentions


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
