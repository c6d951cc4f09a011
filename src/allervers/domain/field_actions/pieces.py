"""What the database refuses of a field action, in words. Actions name no person: no page of a person shows them."""

from ..pieces.refusals import refuses

refuses(
    {
        "field_action_contacts_agree": "Une action sans contacts sortants n’en a aucun : corrigez l’un ou l’autre.",
        "field_action_satisfaction_on_ten": "La satisfaction est une note de 0 à 10.",
        "field_action_day_possible": "Cette date est trop ancienne.",
        "field_action_withdrawn_says_why": "Dites pourquoi l’action est retirée.",
    }
)
