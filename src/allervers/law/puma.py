"""Base rights of the protection universelle maladie (L160-1 CSS), judged for the applicant."""

from allervers.law import residence
from allervers.law.expression import all_of, any_member, any_of, case, months_after, of_applicant
from allervers.law.rules import Note, Right, Told, household, person, rule, rules_of

DELAY = "D160-2 CSS"


@rule(household, source="L160-1 CSS ; ordonnance 96-1122 du 20 décembre 1996 (Mayotte)")
def puma_in_territory(territory):
    """La PUMa s'applique dans ce territoire.

    Mayotte a son propre régime d'assurance maladie.
    """
    return territory != "mayotte"


# --- grounds --------------------------------------------------------------------------------------------------------


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


@rule(person, source=(DELAY, "décret 2019-1531 du 30 décembre 2019"))
def puma_asylum_without_delay(seeks_asylum, age, asylum_seekers_wait):
    """Demandeur d'asile dispensé des trois mois.

    Le mineur toujours ; l'adulte avant le 1er janvier 2020.
    """
    return seeks_asylum & ((age < 18) | ~asylum_seekers_wait)


@rule(person, source=DELAY)
def puma_without_delay(
    has_protection,
    puma_asylum_without_delay,
    stays_regularly,
    is_student,
    returning_volunteer,
    covered_by_another_state,
    puma_excluded,
):
    """Ouverture sans délai.

    Réfugié ou protégé, mineur demandeur d'asile ; étudiant, stagiaire ou volontaire de retour, en séjour régulier.
    """
    return any_of(
        has_protection,
        puma_asylum_without_delay,
        all_of(is_student | returning_volunteer, stays_regularly, ~covered_by_another_state, ~puma_excluded),
    )


@rule(person, source="L160-2 CSS")
def puma_minor_dependant(joins, joined_insured, age, works_in_france):
    """Enfant mineur à la charge d'un assuré.

    Ayant droit de son parent, par dérogation à la règle du séjour et de la résidence ; un enfant qui travaille est
    assuré à ce titre.
    """
    return all_of(joins == "child", joined_insured.is_in("worker", "resident"), age < 18, ~works_in_france)


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
def puma_by_family(
    puma_minor_dependant, puma_family_member, stays_regularly, seeks_asylum, covered_by_another_state, puma_excluded
):
    """Ouverture comme membre de la famille, sans délai."""
    joining = all_of(puma_family_member, stays_regularly | seeks_asylum, ~covered_by_another_state, ~puma_excluded)
    return puma_minor_dependant | joining


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


# --- answer ---------------------------------------------------------------------------------------------------------


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


@rule(household, source=DELAY)
def puma_applicant_waiting(puma_waiting):
    """Le demandeur attend les trois mois de résidence."""
    return of_applicant(puma_waiting)


@rule(household, source=DELAY, unit="date")
def puma_entitled_from(residence_since, puma_residence_wait):
    """Trois mois de résidence le."""
    return of_applicant(months_after(residence_since, puma_residence_wait))


@rule(
    household,
    source=("L160-1 CSS", DELAY),
    unit="text",
    words={
        **GROUNDS,
        "not_in_territory": "Mayotte a son propre régime : s'adresser à la caisse de sécurité sociale de Mayotte.",
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


# --- when a note is told --------------------------------------------------------------------------------------------


@rule(household, source="L160-2 CSS")
def puma_own_title(age, puma_own_title_age):
    """Le demandeur est mineur et peut être assuré à titre personnel."""
    return of_applicant((age >= puma_own_title_age) & (age < 18))


@rule(household, source=("L160-2 CSS", "R161-8 CSS"))
def puma_children_to_attach(role, age):
    """Le foyer compte un enfant mineur."""
    return any_member(age < 18, where=role == "child")


@rule(household, source="R111-4 CSS")
def puma_applicant_maintained(puma_ground, puma_entitled):
    """Les droits du demandeur ne tiennent plus qu'au maintien après son titre."""
    return of_applicant(puma_entitled & (puma_ground == "maintained"))


@rule(household, source="R111-4 CSS")
def puma_applicant_in_maintained_months(puma_applicant_maintained, rights_maintained_until, date):
    """Le demandeur est dans les mois de maintien de ses droits."""
    return puma_applicant_maintained & of_applicant(date <= rights_maintained_until)


@rule(household, source="R114-10-1 II CSS")
def puma_applicant_closing(puma_applicant_maintained, rights_maintained_until, date):
    """Les mois de maintien sont finis, les droits ne peuvent pas encore être fermés."""
    return puma_applicant_maintained & of_applicant(date > rights_maintained_until)


@rule(household, source="R111-4 CSS", unit="date")
def puma_applicant_maintained_until(rights_maintained_until):
    """Droits du demandeur maintenus jusqu'au."""
    return of_applicant(rights_maintained_until)


@rule(household, source="R114-10-1 II CSS", unit="date")
def puma_applicant_closes_at_earliest(rights_close_at_earliest):
    """Droits du demandeur fermés au plus tôt le."""
    return of_applicant(rights_close_at_earliest)


@rule(household, source="L160-1-1 CSS")
def puma_participation_due(
    puma_entitled, puma_participation, treaty_exempt_resident, works_in_france, under_european_rules
):
    """La loi demande une participation financière au demandeur.

    Résident sans activité qu'un traité dispense des cotisations et contributions ; ni un Européen.
    """
    owes = all_of(puma_entitled, treaty_exempt_resident, ~works_in_france, ~under_european_rules)
    return of_applicant(puma_participation & owes)


@rule(household, source="R111-4 CSS")
def puma_title_expired(title_expired, puma_entitled):
    """Le titre du demandeur a expiré et ses droits de base ont pris fin."""
    return of_applicant(title_expired & ~puma_entitled)


@rule(household, source=DELAY)
def puma_residence_by_benefit(residence_benefit, residence_since, puma_residence_wait, date, puma_by_residence):
    """La résidence du demandeur est prouvée par une prestation, avant trois mois."""
    return of_applicant(
        all_of(puma_by_residence, residence_benefit, date < months_after(residence_since, puma_residence_wait))
    )


@rule(household, source="L234-1 CESEDA", confidence="medium")
def puma_rests_on_five_years(
    puma_entitled, under_european_rules, has_permanent_residence, lawful_residence_given, works_in_france
):
    """Le demandeur européen a cinq ans de séjour, ne travaille pas, et ne dit pas depuis quand ce séjour est légal."""
    return of_applicant(
        all_of(
            puma_entitled,
            under_european_rules,
            has_permanent_residence,
            ~lawful_residence_given,
            ~works_in_france,
        )
    )


@rule(household, source="L233-1 3° CESEDA", confidence="medium")
def puma_european_student(puma_entitled, under_european_rules, is_student, works_in_france):
    """Le demandeur est un étudiant européen."""
    return of_applicant(all_of(puma_entitled, under_european_rules, is_student, ~works_in_france))


@rule(household, source="R142-1 CSS")
def puma_refused(puma_status):
    """Pas de droits de base à cette date."""
    return puma_status == "not_entitled"


@rule(household, source="L160-1 CSS")
def puma_granted(puma_status):
    """Droits de base à cette date."""
    return puma_status == "entitled"


RIGHT = Right(
    name="puma",
    label="Droits de base (PUMa)",
    rules=rules_of(residence, globals()),
    status=puma_status,
    amounts={},
    judges_applicant=True,
    basis=Told(puma_basis, when=puma_granted),
    reason=puma_reason,
    values={
        "entitled_from": Told(puma_entitled_from, when=puma_applicant_waiting),
        "rights_maintained_until": Told(puma_applicant_maintained_until, when=puma_applicant_maintained),
        "earliest_closing_on": Told(puma_applicant_closes_at_earliest, when=puma_applicant_maintained),
    },
    asks_for=(puma_status,),
    notes=(
        Note(
            "Le décret tient la prestation pour une preuve des trois mois de résidence ; l'Assurance Maladie la "
            "présente comme une ouverture sans délai (webinaire de 2024) : l'effet est le même.",
            when=puma_residence_by_benefit,
        ),
        Note(
            "La C2S déjà ouverte continue et peut encore être accordée pendant le maintien des droits "
            "(Assurance Maladie, 30 novembre 2021).",
            when=puma_applicant_in_maintained_months,
        ),
        Note(
            "Le maintien se compte de jour à jour, comme le font les pages officielles ; « la fin du sixième mois » "
            "(R111-4 CSS) peut aussi se lire comme celle du mois civil.",
            when=puma_applicant_maintained,
        ),
        Note(
            "Les droits ne peuvent être fermés ni moins de {} après la fin du maintien, ni moins de 45 jours après la "
            "lettre qui l'annonce (R114-10-1 II CSS). Jusque-là la C2S ouverte continue, mais ne peut plus être "
            "accordée. Qui n'a pas la C2S peut demander l'AME : accordée, elle avance la fermeture à la veille.",
            when=puma_applicant_closing,
            figure="puma_closing_after_maintained",
        ),
        Note(
            "La loi demande à cette personne une participation financière, sous peine de suspension après une lettre "
            "(L160-1-1 CSS) ; son montant dépend d'un décret qui n'a pas été retrouvé.",
            when=puma_participation_due,
        ),
        Note(
            "La fermeture prend effet {} après la lettre qui l'annonce : jusque-là la C2S ouverte continue, mais ne "
            "peut plus être accordée. Déposer la demande d'AME le lendemain de la fermeture évite une rupture.",
            when=puma_title_expired,
            figure="puma_closing_after_notice",
        ),
        Note(
            "À partir de {}, un jeune peut demander à être assuré à titre personnel : formulaire S1110.",
            when=puma_own_title,
            figure="puma_own_title_age",
        ),
        Note(
            "Les enfants mineurs se rattachent à l'un des parents ou aux deux : formulaire S3705 (L160-2 CSS).",
            when=puma_children_to_attach,
        ),
        Note(
            "Après cinq ans, le séjour d'un Européen est permanent s'il a été légal tout ce temps (L234-1 CESEDA) : à "
            "vérifier, la date du premier séjour légal n'est pas déclarée.",
            when=puma_rests_on_five_years,
        ),
        Note(
            "À un étudiant européen la loi demande une assurance maladie et une déclaration de ressources "
            "(L233-1 3° CESEDA) : cela n'est pas jugé ici.",
            when=puma_european_student,
        ),
        Note("Un départ de France se signale avec le formulaire S1105.", when=puma_granted),
        Note(
            "Un refus se conteste dans les {} devant la commission de recours amiable de la caisse, puis au pôle "
            "social du tribunal judiciaire.",
            when=puma_refused,
            figure="puma_appeal_within",
        ),
    ),
)
