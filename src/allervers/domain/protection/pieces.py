"""What the constraints of protections refuse, in words. `Person.protected_since` tells the page that there is one."""

from ..pieces.refusals import refuses

refuses(
    {
        "message_to_a_protected_person": "La personne est protégée : aucun message ne lui part d’ici.",
        "protection_one_at_once": "Cette personne est déjà protégée.",
        "protection_says_why": "Dites quel est le danger.",
        "protected_reading_says_why": "Dites pourquoi vous lisez ces coordonnées.",
    }
)
