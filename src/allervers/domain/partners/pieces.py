"""What the database refuses of an agreement, in words."""

from ..pieces.refusals import refuses

refuses(
    {
        "agreement_ends_after_it_starts": "Une convention ne finit pas avant d’avoir été signée.",
        "agreement_signed_on_possible": "Cette date de signature est trop ancienne, ou trop loin.",
        "agreement_siret_of_digits": "Un SIRET a quatorze chiffres.",
        "agreement_names_a_network": "Dites avec quel réseau la convention est signée.",
        "agreement_brought_in_once": "Cette convention est déjà notée.",
        "agreement_withdrawn_says_why": "Dites pourquoi la convention est retirée.",
    }
)
