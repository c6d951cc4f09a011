"""Base rights of the protection universelle maladie (L160-1 CSS), judged for the applicant."""

from allervers.law import europeans, puma_grounds, puma_notes, residence
from allervers.law.expression import all_of, any_of, case, of_applicant
from allervers.law.puma_grounds import DELAY
from allervers.law.rules import Right, Told, household, person, rule, rules_of


@rule(household, source="L160-1 CSS ; ordonnance 96-1122 du 20 décembre 1996 (Mayotte)")
def puma_in_territory(territory):
    """La PUMa s'applique dans ce territoire.

    Mayotte a son propre régime d'assurance maladie.
    """
    return territory != "mayotte"


@rule(person, source="L160-1 CSS")
def puma_entitled(
    puma_in_territory,
    puma_by_child_welfare,
    puma_without_delay,
    puma_by_work,
    puma_by_family,
    puma_by_residence,
    puma_maintained,
):
    """Droits de base."""
    return puma_in_territory & any_of(
        puma_by_child_welfare,
        puma_without_delay,
        puma_by_work,
        puma_by_family,
        puma_by_residence,
        puma_maintained,
    )


@rule(
    household,
    source="L160-1 CSS",
    unit="text",
    words={"entitled": "droits de base ouverts ou à ouvrir", "not_entitled": "pas de droits de base à cette date"},
)
def puma_status(puma_entitled):
    """Droits de base (PUMa) du demandeur."""
    return case((of_applicant(puma_entitled), "entitled"), otherwise="not_entitled")


GROUNDS = {
    "child_welfare": "Confié à l'aide sociale à l'enfance ou à la protection judiciaire : droits sans délai.",
    "without_delay": "Sa situation dispense des trois mois de résidence.",
    "work": "Travaille en France : droits dès la première heure travaillée.",
    "family": "Rejoint ou accompagne un assuré de sa famille : droits sans délai.",
    "residence": "Réside en France de façon stable et régulière depuis trois mois.",
    "maintained": "Le titre de séjour a expiré : les droits ouverts ne peuvent pas encore être fermés.",
}


@rule(person, source=("L160-1 CSS", DELAY), unit="text", words=GROUNDS)
def puma_ground(puma_by_child_welfare, puma_without_delay, puma_by_work, puma_by_family, puma_by_residence):
    """Motif des droits de base.

    Le plus particulier d'abord : celui qui dispense des trois mois passe avant la résidence.
    """
    return case(
        (puma_by_child_welfare, "child_welfare"),
        (puma_without_delay, "without_delay"),
        (puma_by_work, "work"),
        (puma_by_family, "family"),
        (puma_by_residence, "residence"),
        otherwise="maintained",
    )


@rule(household, source="L160-1 CSS", unit="text", words=GROUNDS)
def puma_basis(puma_ground):
    """Motif."""
    return of_applicant(puma_ground)


@rule(person, source=DELAY)
def puma_waiting(puma_in_territory, puma_entitled, puma_may_reside, puma_residence_proven):
    """Seuls les trois mois de résidence manquent."""
    return all_of(puma_in_territory, ~puma_entitled, puma_may_reside, ~puma_residence_proven)


@rule(
    household,
    source=("L160-1 CSS", DELAY),
    unit="text",
    words={
        **GROUNDS,
        "not_in_territory": "À Mayotte, les droits de base sont ceux de son propre régime, qui n'est pas jugé ici : ce "
        "n'est pas un refus ; s'adresser à la caisse de sécurité sociale de Mayotte.",
        "waiting": "Les trois mois de résidence ne sont pas encore atteints.",
        "under_minority_assessment": "Pendant l'évaluation de sa minorité, le jeune peut recevoir l'AME.",
        "excluded": "Sans activité en France, la loi l'exclut des droits de base (venu pour des soins ou chercher un "
        "emploi, couvert par un autre régime) : s'adresser au régime ou à l'assurance qui le couvre.",
        "covered_by_another_state": "Les soins sont à la charge d'un autre État, qui délivre un formulaire S1.",
        "insufficient_resources": "Européen sans activité ni ressources suffisantes : l'AME est à examiner.",
        "maintenance_over": "Le titre de séjour a expiré et le maintien des droits est terminé : AME à examiner.",
        "irregular": "Séjour irrégulier : l'AME est à examiner.",
        "short_stay": "Un visa de court séjour n'ouvre pas de droits de base : voir l'assurance prise pour le visa.",
    },
)
def puma_reason(
    puma_in_territory,
    puma_entitled,
    puma_ground,
    puma_waiting,
    puma_excluded,
    under_minority_assessment,
    under_european_rules,
    european_may_reside,
    title_expired,
    is_visitor,
):
    """Motif en clair."""
    return of_applicant(
        case(
            (~puma_in_territory, "not_in_territory"),
            (puma_entitled, puma_ground),
            (puma_waiting, "waiting"),
            (under_minority_assessment, "under_minority_assessment"),
            (puma_excluded, "excluded"),
            (under_european_rules & european_may_reside, "covered_by_another_state"),
            (under_european_rules, "insufficient_resources"),
            (is_visitor, "short_stay"),
            (title_expired, "maintenance_over"),
            otherwise="irregular",
        )
    )


RIGHT = Right(
    name="puma",
    label="Droits de base (PUMa)",
    rules=rules_of(europeans, residence, puma_grounds, globals(), puma_notes),
    status=puma_status,
    amounts={},
    judges_applicant=True,
    basis=Told(puma_basis, when=puma_notes.puma_granted),
    reason=puma_reason,
    values={
        "entitled_from": Told(puma_notes.puma_entitled_from, when=puma_notes.puma_applicant_waiting),
        "rights_maintained_until": Told(
            puma_notes.puma_applicant_maintained_until, when=puma_notes.puma_applicant_maintained
        ),
        "earliest_closing_on": Told(
            puma_notes.puma_applicant_closes_at_earliest, when=puma_notes.puma_applicant_maintained
        ),
    },
    asks_for=(puma_status,),
    notes=puma_notes.NOTES,
)
