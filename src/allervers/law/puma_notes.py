"""What goes with an answer on base rights: when each note is told, and the dates that hold only then."""

from allervers.law.expression import all_of, any_member, months_after, of_applicant
from allervers.law.puma_grounds import DELAY
from allervers.law.rules import Note, household, rule


@rule(household, source=DELAY)
def puma_applicant_waiting(puma_waiting):
    """Le demandeur attend les trois mois de résidence."""
    return of_applicant(puma_waiting)


@rule(household, source=DELAY, unit="date")
def puma_entitled_from(residence_since, puma_residence_wait):
    """Trois mois de résidence le."""
    return of_applicant(months_after(residence_since, puma_residence_wait))


@rule(household, source="L160-2 CSS")
def puma_own_title(age, puma_own_title_age):
    """Le demandeur est mineur et peut être assuré à titre personnel."""
    return of_applicant((age >= puma_own_title_age) & (age < 18))


@rule(household, source=("L160-2 CSS", "R161-8 CSS"))
def puma_children_to_attach(role, age):
    """Le foyer compte un enfant mineur."""
    return any_member(age < 18, where=role == "child")


@rule(household, source="D160-2 II 1° CSS")
def puma_children_before_parent(puma_waiting, seeks_asylum, puma_children_to_attach):
    """Le demandeur d'asile attend les trois mois, ses enfants mineurs non."""
    return puma_children_to_attach & of_applicant(puma_waiting & seeks_asylum)


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
def puma_title_expired(puma_in_territory, title_expired, puma_entitled):
    """Le titre du demandeur a expiré et ses droits de base ont pris fin."""
    return puma_in_territory & of_applicant(title_expired & ~puma_entitled)


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


@rule(household, source=("R111-3 CSS", "règlement (CE) 883/2004"))
def puma_refused_for_another_state(puma_reason):
    """Refus : les soins sont à la charge d'un autre État."""
    return puma_reason == "covered_by_another_state"


@rule(household, source="R142-1 CSS")
def puma_refused(puma_status, puma_in_territory):
    """Pas de droits de base à cette date.

    À Mayotte rien n'est jugé ici : il n'y a pas de refus à contester.
    """
    return (puma_status == "not_entitled") & puma_in_territory


@rule(household, source="L160-1 CSS")
def puma_granted(puma_status):
    """Droits de base à cette date."""
    return puma_status == "entitled"


@rule(household, source="R381-97 CSS (version non datée)", confidence="medium")
def puma_applicant_in_prison(puma_in_prison, puma_granted):
    """Le demandeur écroué a des droits de base."""
    return puma_granted & of_applicant(puma_in_prison)


@rule(household, source="L160-5 CSS")
def puma_granted_without_home(puma_granted, housing):
    """Droits de base sans domicile fixe."""
    return puma_granted & (housing == "no_fixed_home")


NOTES = (
    Note(
        "Prochaine étape : réunir les preuves de présence et demander les droits le jour où les trois mois sont faits. "
        "Une prestation familiale, de logement ou de solidarité les prouve plus tôt (D160-2 CSS), un travail déclaré "
        "ouvre les droits dès la première heure (L160-1 CSS).",
        when=puma_applicant_waiting,
    ),
    Note(
        "Prochaine étape : demander à l'organisme du pays d'origine une attestation de fin de droits ou, si ses droits "
        "continuent, un formulaire S1 à remettre à sa caisse ; un étudiant garde sa carte européenne.",
        when=puma_refused_for_another_state,
    ),
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
        "Les enfants mineurs à la charge d'un demandeur d'asile n'attendent pas trois mois : demander leurs droits "
        "tout de suite, avec l'attestation de demande d'asile (D160-2 II 1° CSS).",
        when=puma_children_before_parent,
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
    Note(
        "Personne écrouée : l'établissement pénitentiaire la fait immatriculer par la caisse de son ressort "
        "(R381-97 CSS).",
        when=puma_applicant_in_prison,
    ),
    Note(
        "Sans domicile fixe : élire d'abord domicile auprès d'un centre d'action sociale ou d'un organisme agréé "
        "(L160-5 CSS).",
        when=puma_granted_without_home,
    ),
    Note("Un départ de France se signale avec le formulaire S1105.", when=puma_granted),
    Note(
        "Un refus se conteste dans les {} devant la commission de recours amiable de la caisse, puis au pôle "
        "social du tribunal judiciaire.",
        when=puma_refused,
        figure="puma_appeal_within",
    ),
)
