"""What is told when a constraint of the casework refuses. A screen asks first; the database has the last word."""

from .closing import UNREACHABLE_AFTER, WITHOUT_OUTCOME
from .corrections import TOO_LATE

SENTENCES = {
    "accompaniment_success_has_outcomes": WITHOUT_OUTCOME,
    "accompaniment_unreachable_after_attempts": UNREACHABLE_AFTER,
    "accompaniment_paused_while_open": "Seul un accompagnement en cours se met en pause, jusqu’à un jour qui vient.",
    "action_care_only_of_care": "Un soin et sa spécialité ne se disent que d’une action sur les soins.",
    "handover_waits_once": "Ce dossier est déjà proposé à quelqu’un.",
    "handover_says_why_to_another": "Proposez le dossier à quelqu’un d’autre que vous, et dites pourquoi.",
    "absence_in_order": "Le dernier jour vient après le premier.",
    "absence_stood_in_by_another": "Choisissez un collègue pour vous remplacer.",
    "note_kind_known": "Écrivez le texte de la note.",
    "accompaniment_closed_with_a_reason": "Une clôture a un motif : choisissez-le.",
    "accompaniment_open_has_person_and_themes": "Un accompagnement a au moins une thématique.",
    "accompaniment_handled_by_another": "Ce dossier est déjà celui de votre caisse : choisissez un autre organisme.",
    "person_nir_once_per_fund": "Une autre fiche de votre caisse porte déjà ce numéro de sécurité sociale.",
    "corrected_by_its_author_that_day": TOO_LATE,
}
