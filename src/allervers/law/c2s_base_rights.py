"""What the C2S says of the base rights that it needs: what their own answer says, and what waits for them."""

from allervers.law.expression import any_of, of_applicant
from allervers.law.rules import Note, household, rule


@rule(household, source=("L861-1 CSS", "L160-1 CSS"))
def base_rights_open(puma_entitled):
    """Droits de base ouverts ou à ouvrir (PUMa).

    Condition de la C2S, telle que la réponse sur les droits de base la dit.
    """
    return of_applicant(puma_entitled)


@rule(household, source=("L861-1 CSS", "L160-1 CSS"))
def base_rights_missing(base_rights_open, territory):
    """Pas de droits de base à cette date.

    À Mayotte ils sont ceux de son propre régime, que cette réponse ne juge pas.
    """
    return ~base_rights_open & (territory != "mayotte")


@rule(household, source="ordonnance 96-1122 du 20 décembre 1996 (Mayotte)")
def base_rights_of_mayotte(territory, c2s_in_mayotte):
    """Les droits de base sont ceux du régime de Mayotte."""
    return (territory == "mayotte") & c2s_in_mayotte


@rule(household, source="ordonnance 96-1122 du 20 décembre 1996, art. 19 (Mayotte)")
def base_rights_missing_in_mayotte(base_rights_of_mayotte, stays_irregularly, age):
    """À Mayotte, un adulte en séjour irrégulier n'a pas d'assurance maladie.

    Son régime demande aussi une résidence stable et régulière ; un mineur est à examiner.
    """
    return base_rights_of_mayotte & of_applicant(stays_irregularly & (age >= 18))


@rule(household, source="R114-10-1 II CSS")
def base_rights_about_to_close(puma_applicant_closing):
    """Droits de base dont la fermeture approche."""
    return puma_applicant_closing


@rule(household, source=("L861-1 CSS", "R114-10-1 II CSS"))
def base_rights_not_lasting(base_rights_missing, base_rights_missing_in_mayotte, base_rights_about_to_close):
    """Aucune C2S ne peut être accordée : les droits de base manquent, ou vont fermer."""
    return any_of(base_rights_missing, base_rights_missing_in_mayotte, base_rights_about_to_close)


# The C2S judges resources and household; what the base rights say of it is told beside.
NOTES = (
    Note(
        "La réponse sur les droits de base est non à cette date : la C2S ne peut pas être accordée avant eux. "
        "Prochaine étape : voir cette réponse, et l'AME.",
        when=base_rights_missing,
    ),
    Note(
        "Les droits de base vont fermer : la C2S ouverte continue jusque-là, aucune nouvelle C2S ne peut être "
        "accordée.",
        when=base_rights_about_to_close,
    ),
    Note(
        "À Mayotte, les droits de base sont ceux du régime de Mayotte : à vérifier auprès de sa caisse.",
        when=base_rights_of_mayotte,
    ),
    Note(
        "Le régime de Mayotte demande un séjour régulier : la C2S ne peut pas être accordée avant. Prochaine étape : "
        "s'adresser à l'hôpital de Mayotte pour les soins qui ne peuvent attendre.",
        when=base_rights_missing_in_mayotte,
    ),
)
