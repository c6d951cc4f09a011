"""Access to the scheme of urgent and vital care (L254-1 CASF), judged for the applicant; the urgency is medical."""

from allervers.law.expression import all_of, any_of, case, of_applicant
from allervers.law.rules import Note, Right, household, person, rule, rules_of

SOURCE = "L254-1 CASF"
CIRCULARS = "circulaires DHOS/DSS/DGAS 2005-141 et 2008-04 (résumé)"


@rule(household, source=SOURCE)
def urgent_care_in_territory(territory, urgent_care_in_mayotte):
    """Le dispositif s'applique dans ce territoire."""
    return case((territory == "mayotte", urgent_care_in_mayotte), otherwise=True)


@rule(person, source="Assurance Maladie, réunion partenaires du 14 octobre 2020")
def urgent_care_for_asylum_seeker(seeks_asylum, puma_waiting):
    """Demandeur d'asile dans ses trois premiers mois."""
    return seeks_asylum & puma_waiting


@rule(person, source=(SOURCE, CIRCULARS), confidence="medium")
def urgent_care_beside_ame(under_minority_assessment, ame_entitled, puma_entitled):
    """Ni AME ni droits de base.

    Pendant l'évaluation de la minorité, la facturation au titre des soins urgents est impossible.
    """
    return all_of(~under_minority_assessment, ~puma_entitled, ~ame_entitled)


@rule(person, source=SOURCE)
def urgent_care_without_title(stays_irregularly, urgent_care_beside_ame):
    """Séjour irrégulier, sans AME ni droits de base."""
    return stays_irregularly & urgent_care_beside_ame


@rule(person, source=(CIRCULARS, "L232-1 CESEDA"), confidence="medium")
def urgent_care_for_european(
    under_european_rules, european_may_reside, stays_irregularly, under_minority_assessment, puma_entitled
):
    """Européen sans droit au séjour durable, dès ses trois premiers mois.

    La loi le laisse séjourner trois mois, sans droits de base s'il n'a ni activité ni ressources suffisantes ; les
    circulaires lui ouvrent les soins urgents comme à un autre étranger.
    """
    return all_of(
        under_european_rules,
        ~european_may_reside,
        ~stays_irregularly,
        ~under_minority_assessment,
        ~puma_entitled,
    )


@rule(
    household,
    source=SOURCE,
    unit="text",
    words={"entitled": "accès aux soins urgents", "not_entitled": "pas d'accès à ce dispositif"},
)
def urgent_care_status(
    urgent_care_in_territory, urgent_care_for_asylum_seeker, urgent_care_for_european, urgent_care_without_title
):
    """Accès du demandeur au dispositif des soins urgents.

    L'urgence elle-même est appréciée par le médecin.
    """
    granted = of_applicant(any_of(urgent_care_for_asylum_seeker, urgent_care_for_european, urgent_care_without_title))
    return case((urgent_care_in_territory & granted, "entitled"), otherwise="not_entitled")


@rule(
    household,
    source=SOURCE,
    unit="text",
    words={
        "not_in_territory": "Le dispositif n'existe pas à Mayotte : s'adresser à l'hôpital de Mayotte.",
        "under_minority_assessment": "Pendant l'évaluation de la minorité, l'hôpital ne peut pas facturer de soins "
        "urgents : l'AME est à demander.",
        "asylum_seeker": "Demandeur d'asile dans ses trois premiers mois : joindre l'attestation de demande d'asile à "
        "la facture, sans demande d'AME préalable.",
        "base_rights": "Les droits de base sont ouverts, à ouvrir ou maintenus : soins pris en charge à ce titre.",
        "ame": "L'AME est possible : elle prend en charge ces soins. Tant qu'elle n'est pas accordée, l'hôpital "
        "peut les facturer comme soins urgents.",
        "without_title": "Séjour irrégulier sans droit à l'AME à cette date.",
        "french": "Le dispositif concerne les étrangers en séjour irrégulier : voir les droits de base.",
        "short_stay": "Un visa de court séjour n'ouvre pas ce dispositif : voir l'assurance prise pour le visa.",
        "european": "Européen sans activité ni ressources suffisantes : soins urgents dès les trois premiers mois, "
        "après la carte européenne s'il en a une.",
        "lawful_stay": "Le séjour n'est pas irrégulier : voir les droits de base.",
    },
)
def urgent_care_basis(
    urgent_care_in_territory,
    puma_entitled,
    urgent_care_for_asylum_seeker,
    stays_irregularly,
    under_minority_assessment,
    nationality,
    is_visitor,
    urgent_care_for_european,
    ame_entitled,
):
    """Motif."""
    return of_applicant(
        case(
            (~urgent_care_in_territory, "not_in_territory"),
            (puma_entitled, "base_rights"),
            (stays_irregularly & under_minority_assessment, "under_minority_assessment"),
            (urgent_care_for_asylum_seeker, "asylum_seeker"),
            (nationality == "french", "french"),
            (is_visitor, "short_stay"),
            (urgent_care_for_european, "european"),
            (~stays_irregularly, "lawful_stay"),
            (ame_entitled, "ame"),
            otherwise="without_title",
        )
    )


@rule(household, source=SOURCE)
def urgent_care_for_applicant_without_title(urgent_care_in_territory, urgent_care_without_title):
    """Le demandeur est en séjour irrégulier, sans AME ni droits de base."""
    return urgent_care_in_territory & of_applicant(urgent_care_without_title)


RIGHT = Right(
    name="urgent_care",
    label="Soins urgents",
    rules=rules_of(globals()),
    status=urgent_care_status,
    amounts={},
    judges_applicant=True,
    basis=urgent_care_basis,
    asks_for=(urgent_care_status,),
    notes=(
        "La réponse dit l'accès au dispositif ; l'urgence des soins est appréciée par le médecin.",
        Note(
            "La loi n'exige pas qu'une demande d'AME ait été refusée : il suffit de ne pas en bénéficier (L254-1 "
            "CASF). "
            "Des hôpitaux demandent ce refus pour facturer. Soins d'un hôpital dont l'absence menacerait la vie ou la "
            "santé de la personne ou d'un enfant à naître.",
            when=urgent_care_for_applicant_without_title,
        ),
    ),
)
