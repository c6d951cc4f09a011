"""Each ground on which base rights open, and whom the law leaves out (L160-1 and following CSS)."""

from allervers.law.expression import all_of, any_member, any_of, months_after
from allervers.law.rules import household, person, rule

DELAY = "D160-2 CSS"


@rule(person, source=("L160-1 CSS", "L111-2-2 CSS", "L115-6 CSS"))
def puma_by_work(works_in_france, stays_regularly, is_visitor, employment_start_given):
    """Ouverture par le travail.

    Dès la première heure travaillée, avec un séjour régulier. Pour un visiteur de court séjour, seule compte une
    activité déclarée en France.
    """
    return works_in_france & (stays_regularly | (is_visitor & employment_start_given))


@rule(person, source=(DELAY, "Assurance Maladie, réunion partenaires du 14 octobre 2020"))
def puma_by_child_welfare(
    in_child_welfare,
    in_judicial_protection,
    under_minority_assessment,
    age,
    child_welfare_age_limit,
    stays_regularly,
    seeks_asylum,
):
    """Ouverture par l'aide sociale à l'enfance ou la protection judiciaire.

    Mineur confié, sans condition de séjour ; de 18 à 20 ans, avec un séjour régulier ou une demande d'asile. Pendant
    l'évaluation de sa minorité, un jeune n'est pas encore confié, même hébergé par le département.
    """
    return all_of(
        in_child_welfare | in_judicial_protection,
        ~under_minority_assessment,
        age < child_welfare_age_limit,
        any_of(age < 18, stays_regularly, seeks_asylum),
    )


@rule(person, source="L160-6 CSS")
def puma_excluded(works_in_france, came_for_care, foreign_scheme, came_to_seek_work, under_european_rules):
    """Exclu de la prise en charge, faute d'activité en France.

    Venu pour des soins ; diplomate, détaché, ou couvert par une organisation internationale ; Européen venu chercher un
    emploi. Les pensionnés d'un autre État sont jugés par le formulaire S1.
    """
    return ~works_in_france & any_of(came_for_care, foreign_scheme, came_to_seek_work & under_european_rules)


@rule(household, source="D160-2 II 1° CSS")
def household_seeks_asylum(seeks_asylum, role):
    """Le demandeur ou son conjoint demande l'asile."""
    return any_member(seeks_asylum, where=role.is_in("applicant", "spouse", "partner"))


@rule(person, source=("D160-2 II 1° CSS", "décret 2019-1531 du 30 décembre 2019"))
def puma_asylum_without_delay(seeks_asylum, household_seeks_asylum, role, age, asylum_seekers_wait):
    """Demandeur d'asile dispensé des trois mois.

    Le mineur toujours, et celui qui est à la charge d'un demandeur d'asile ; l'adulte avant le 1er janvier 2020.
    """
    dependant = household_seeks_asylum & role.is_in("child", "other_dependant")
    return any_of((age < 18) & (seeks_asylum | dependant), seeks_asylum & ~asylum_seekers_wait)


@rule(person, source=("L381-30 CSS", "L382-34 CSS"))
def puma_in_prison(prisoner):
    """Ouverture par l'écrou.

    Pris en charge par le régime général dès la mise sous écrou, même sans séjour régulier ; qui travaille dehors aux
    conditions de tous l'est par le régime de ce travail.
    """
    return prisoner


@rule(person, source=DELAY)
def puma_without_delay(
    puma_in_prison,
    has_protection,
    puma_asylum_without_delay,
    stays_regularly,
    seeks_asylum,
    is_student,
    returning_volunteer,
    covered_by_another_state,
    puma_excluded,
):
    """Ouverture sans délai.

    Écroué, quel que soit le séjour ; réfugié ou protégé, mineur demandeur d'asile ; étudiant, stagiaire ou volontaire
    de retour, en séjour régulier ou demandeur d'asile.
    """
    return any_of(
        puma_in_prison,
        has_protection,
        puma_asylum_without_delay,
        all_of(
            is_student | returning_volunteer,
            stays_regularly | seeks_asylum,
            ~covered_by_another_state,
            ~puma_excluded,
        ),
    )


@rule(person, source=("L161-1 CSS", DELAY))
def puma_family_member(joins, age, is_student, unable_to_work, keeps_house_for_insured, family_child_age_limit):
    """Membre de la famille d'un assuré.

    Conjoint, partenaire, concubin ou enfant mineur qui rejoint ou accompagne un assuré ; un enfant majeur qui étudie ou
    que son infirmité empêche de travailler, jusqu'à un âge que fixe un décret ; le parent ou l'allié, jusqu'au
    troisième degré, qui vit chez l'assuré, y tient la maison et élève ses enfants.
    """
    child = (age < 18) | ((is_student | unable_to_work) & (age < family_child_age_limit))
    relative = joins.is_in("child", "parent", "relative") & keeps_house_for_insured
    return any_of(joins.is_in("spouse", "partner"), (joins == "child") & child, relative)


@rule(person, source=("L161-1 CSS", DELAY))
def puma_joining(puma_family_member, stays_regularly, seeks_asylum, covered_by_another_state, puma_excluded):
    """Rejoint ou accompagne un assuré de sa famille, en séjour régulier ou en demandant l'asile."""
    return all_of(puma_family_member, stays_regularly | seeks_asylum, ~covered_by_another_state, ~puma_excluded)


@rule(person, source="D160-2 I CSS")
def residence_benefit(benefit_declared, benefit_paid, household_benefit, role, age):
    """Reçoit une prestation qui prouve la résidence.

    Une prestation de la personne, déclarée ou versée le mois de la demande ou celui d'avant (AAH, ASPA, ASI, APA, aide
    au logement, prestation familiale) ; ou le RSA, l'aide au logement et les prestations familiales du foyer : pour le
    couple et les mineurs, sur qui ils reposent ; un autre adulte du foyer prouve la sienne.
    """
    counted = role.is_in("applicant", "spouse", "partner") | (age < 18)
    return any_of(benefit_declared, benefit_paid, household_benefit & counted)


@rule(person, source=DELAY)
def puma_residence_proven(residence_benefit, puma_benefits_prove_residence, residence_since, puma_residence_wait, date):
    """Résidence stable de plus de trois mois.

    Trois mois depuis l'arrivée, ou une prestation qui les prouve : le décret ne dispense pas du délai celui qui la
    reçoit, il tient sa résidence pour prouvée.
    """
    return any_of(
        residence_benefit & puma_benefits_prove_residence,
        date >= months_after(residence_since, puma_residence_wait),
    )


@rule(person, source=("L160-1 CSS", "L111-2-3 CSS", "R111-3 CSS"))
def puma_may_reside(stays_regularly, seeks_asylum, covered_by_another_state, puma_excluded):
    """Séjour qui permet l'ouverture par la résidence."""
    return all_of(stays_regularly | seeks_asylum, ~covered_by_another_state, ~puma_excluded)


@rule(person, source=("L160-1 CSS", "L160-5 CSS", "R111-2 CSS", DELAY))
def puma_by_residence(puma_may_reside, puma_residence_proven):
    """Ouverture par la résidence stable et régulière."""
    return puma_may_reside & puma_residence_proven


@rule(person, source=("L160-1 CSS", "L161-15-1 CSS", "R111-4 CSS", "R114-10-1 II CSS"))
def puma_maintained(
    nationality,
    under_european_rules,
    title_expired,
    rights_close_at_earliest,
    date,
    puma_open_since,
    title_expires_on,
):
    """Droits maintenus après la fin du titre de séjour.

    Droits ouverts avant la fin du titre, jusqu'au jour où ils peuvent être fermés au plus tôt ; ne s'applique ni aux
    Français ni aux Européens.
    """
    return all_of(
        nationality != "french",
        ~under_european_rules,
        title_expired,
        date <= rights_close_at_earliest,
        puma_open_since <= title_expires_on,
    )


@rule(person, source=("L160-1 CSS", "L161-1 CSS", "L381-30 CSS"))
def puma_insured(
    puma_by_child_welfare,
    puma_without_delay,
    puma_in_prison,
    stays_regularly,
    puma_by_work,
    puma_joining,
    puma_by_residence,
    puma_maintained,
):
    """Assuré à titre personnel.

    Celui dont les enfants mineurs sont les ayants droit ; qui est écroué sans séjour régulier n'est couvert que pour
    lui-même.
    """
    return any_of(
        puma_by_child_welfare,
        puma_without_delay & (~puma_in_prison | stays_regularly),
        puma_by_work,
        puma_joining,
        puma_by_residence,
        puma_maintained,
    )


@rule(household, source="L160-2 CSS")
def household_insured(puma_insured, role):
    """Le demandeur ou son conjoint est assuré."""
    return any_member(puma_insured, where=role.is_in("applicant", "spouse", "partner"))


@rule(person, source="L160-2 CSS")
def puma_minor_dependant(joins, joined_insured, household_insured, role, age, works_in_france):
    """Enfant mineur à la charge d'un assuré.

    Ayant droit de son parent, avec qui il vit ou qu'il rejoint, par dérogation à la règle du séjour et de la
    résidence ; un enfant qui travaille est assuré à ce titre.
    """
    joined = (joins == "child") & joined_insured.is_in("worker", "resident")
    return all_of(joined | (household_insured & (role == "child")), age < 18, ~works_in_france)


@rule(person, source=("L160-2 CSS", "L161-1 CSS", DELAY))
def puma_by_family(puma_minor_dependant, puma_joining):
    """Ouverture comme membre de la famille, sans délai."""
    return puma_minor_dependant | puma_joining
