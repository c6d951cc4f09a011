"""Aide médicale de l'État (L251-1 CASF), judged for the applicant; household and resources are those of the C2S."""

from allervers.law import puma_notes
from allervers.law.expression import all_of, any_of, case, days_after, months_after, of_applicant
from allervers.law.rules import Note, Right, household, person, rule, rules_of

SOURCE = "L251-1 CASF"


@rule(household, source=SOURCE)
def ame_in_territory(territory):
    """L'AME s'applique dans ce territoire."""
    return territory != "mayotte"


@rule(person, source=SOURCE)
def ame_three_months(residence_since, ame_residence_wait, ame_counts_irregular_stay, irregular_since, date):
    """Trois mois de résidence ininterrompue sans titre.

    Avant le 30 décembre 2019, trois mois de résidence suffisaient ; depuis, trois mois de séjour irrégulier.
    """
    return all_of(
        date >= months_after(residence_since, ame_residence_wait),
        ~ame_counts_irregular_stay | (date >= months_after(irregular_since, ame_residence_wait)),
    )


@rule(household, source=(SOURCE, "L861-1 CSS"))
def ame_resources_under_ceiling(c2s_resources, c2s_ceiling_free):
    """Ressources du foyer sous le plafond de la C2S gratuite."""
    return c2s_resources <= c2s_ceiling_free


@rule(person, source=(SOURCE, "Conseil d'État, 7 juin 2006, n° 285576"), confidence="medium")
def ame_minor(age):
    """Mineur : ni délai, ni condition de ressources des parents.

    La loi n'en dit rien ; opposer le délai à un mineur est contraire à la convention sur les droits de l'enfant.
    """
    return age < 18


@rule(person, source=SOURCE)
def ame_entitled(
    ame_in_territory,
    puma_entitled,
    under_minority_assessment,
    stays_irregularly,
    ame_minor,
    ame_three_months,
    ame_resources_under_ceiling,
):
    """AME.

    Séjour irrégulier, sans droits de base ouverts ni maintenus ; trois mois et ressources sous le plafond pour un
    adulte. Un jeune dont la minorité s'évalue y a droit tant que rien n'est décidé.
    """
    return all_of(
        ame_in_territory,
        stays_irregularly,
        any_of(under_minority_assessment, ame_minor, ame_three_months & ame_resources_under_ceiling),
        ~puma_entitled,
    )


@rule(
    household,
    source=SOURCE,
    unit="text",
    words={"entitled": "droit à l'AME", "not_entitled": "pas de droit à l'AME à cette date"},
)
def ame_status(ame_entitled):
    """Droit du demandeur à l'aide médicale de l'État."""
    return case((of_applicant(ame_entitled), "entitled"), otherwise="not_entitled")


@rule(
    household,
    source=SOURCE,
    unit="text",
    words={
        "under_minority_assessment": "La minorité est en cours d'évaluation : l'AME est possible jusqu'à la décision.",
        "minor": "Mineur sans droits de base : AME sans délai ni condition de ressources des parents.",
        "irregular_stay": "Séjour irrégulier depuis plus de trois mois, ressources sous le plafond.",
        "not_in_territory": "L'AME n'existe pas à Mayotte : s'adresser à la caisse ou à l'hôpital de Mayotte.",
        "base_rights": "Les droits de base sont ouverts, à ouvrir ou maintenus, et excluent l'AME : voir leur réponse.",
        "french": "L'AME concerne les étrangers en séjour irrégulier : voir les droits de base.",
        "short_stay": "Un visa de court séjour ne donne pas droit à l'AME : voir l'assurance prise pour le visa.",
        "free_stay": "Un Européen séjourne librement trois mois : l'AME ne vient qu'ensuite, sans droit au séjour.",
        "lawful_stay": "Le séjour n'est pas irrégulier : voir les droits de base.",
        "waiting": "Les trois mois de séjour irrégulier ne sont pas encore atteints : d'ici là, les soins urgents.",
        "above_ceiling": "Les ressources du foyer dépassent le plafond de la C2S gratuite : voir les soins urgents.",
    },
)
def ame_basis(
    ame_in_territory,
    puma_entitled,
    under_minority_assessment,
    nationality,
    stays_irregularly,
    under_european_rules,
    european_may_reside,
    is_visitor,
    ame_minor,
    ame_three_months,
    ame_resources_under_ceiling,
):
    """Motif."""
    return of_applicant(
        case(
            (~ame_in_territory, "not_in_territory"),
            (puma_entitled, "base_rights"),
            (under_minority_assessment & stays_irregularly, "under_minority_assessment"),
            (nationality == "french", "french"),
            (is_visitor, "short_stay"),
            (~stays_irregularly & under_european_rules & ~european_may_reside, "free_stay"),
            (~stays_irregularly, "lawful_stay"),
            (ame_minor, "minor"),
            (~ame_three_months, "waiting"),
            (ame_resources_under_ceiling, "irregular_stay"),
            otherwise="above_ceiling",
        )
    )


# --- told besides ---------------------------------------------------------------------------------------------------


@rule(household, source=SOURCE)
def ame_granted(ame_status):
    """Droit à l'AME à cette date."""
    return ame_status == "entitled"


@rule(household, source=SOURCE)
def ame_granted_to_adult(ame_status, age):
    """Droit d'un adulte à l'AME."""
    return (ame_status == "entitled") & of_applicant(age >= 18)


@rule(person, source="décret 54-883 art. 44-1")
def ame_covers_care_of_person(
    ame_entitled,
    under_minority_assessment,
    ame_minor,
    care_received_on,
    date,
    ame_retroactivity,
    residence_since,
    irregular_since,
    ame_residence_wait,
    ame_counts_irregular_stay,
):
    """Soins déjà reçus couverts par l'AME.

    Demande déposée à temps, et trois mois déjà atteints le jour des soins.
    """
    settled = all_of(
        care_received_on >= months_after(residence_since, ame_residence_wait),
        ~ame_counts_irregular_stay | (care_received_on >= months_after(irregular_since, ame_residence_wait)),
    )
    return all_of(
        ame_entitled,
        care_received_on <= date,
        date <= days_after(care_received_on, ame_retroactivity),
        any_of(under_minority_assessment, ame_minor, settled),
    )


@rule(household, source=("L252-2 CASF", "L264-2 CASF"))
def ame_granted_without_home(ame_granted, housing):
    """Droit à l'AME sans domicile fixe."""
    return ame_granted & (housing == "no_fixed_home")


@rule(household, source="décret 54-883 art. 44-1")
def ame_covers_care(ame_covers_care_of_person):
    """Les soins du demandeur sont couverts."""
    return of_applicant(ame_covers_care_of_person)


@rule(household, source="décret 54-883 art. 44-1")
def ame_leaves_care_out(ame_granted, care_received_on, date, ame_covers_care):
    """Les soins du demandeur ont précédé le droit."""
    return all_of(ame_granted, of_applicant(care_received_on < date), ~ame_covers_care)


@rule(household, source="réunion partenaires du 14 octobre 2020")
def ame_care_needed(ame_granted, care_needed):
    """Le demandeur a besoin de soins."""
    return ame_granted & of_applicant(care_needed)


@rule(household, source="R111-4 CSS")
def ame_after_maintained_rights(ame_in_territory, puma_maintained):
    """Les droits de base du demandeur sont maintenus : l'AME vient après."""
    return ame_in_territory & of_applicant(puma_maintained)


@rule(household, source=SOURCE)
def ame_waits(ame_basis):
    """Il manque au demandeur trois mois de séjour irrégulier."""
    return ame_basis == "waiting"


@rule(household, source="L232-1 CESEDA (L121-2 avant le 1er mai 2021)")
def ame_in_free_stay(ame_basis):
    """Le demandeur est un Européen dans ses trois premiers mois, sans droit au séjour ensuite."""
    return ame_basis == "free_stay"


@rule(household, source=SOURCE)
def ame_refused(ame_status):
    """Pas de droit à l'AME à cette date."""
    return ame_status == "not_entitled"


RIGHT = Right(
    name="ame",
    label="Aide médicale de l'État",
    rules=rules_of(globals()),
    status=ame_status,
    amounts={},
    judges_applicant=True,
    basis=ame_basis,
    asks_for=(ame_status,),
    notes=(
        Note(
            "Première demande : à déposer en personne, sauf mobilité réduite, mineur isolé ou adulte protégé.",
            when=ame_granted,
            figure="ame_first_request_in_person",
        ),
        Note(
            "Elle peut aussi être déposée au centre d'action sociale, aux services du département ou à une association "
            "agréée, qui la transmettent sous huit jours.",
            when=ame_granted,
            figure="ame_deposit_at_social_services",
        ),
        Note(
            "Elle peut aussi être déposée à l'hôpital qui soigne la personne ou un membre de son foyer, qui la "
            "transmet sous huit jours.",
            when=ame_granted,
            figure="ame_deposit_at_treating_hospital",
        ),
        Note(
            "Elle peut aussi être déposée dans un espace France Services habilité ou une permanence d'accès aux soins "
            "de santé (PASS) de l'hôpital.",
            when=ame_granted,
            figure="ame_deposit_at_france_services",
        ),
        Note(
            "Elle peut aussi être déposée dans un centre de santé, une maison de santé ou une association qui ont une "
            "convention pour cela (PASS de ville).",
            when=ame_granted,
            figure="ame_deposit_at_town_pass",
        ),
        Note(
            "Sans domicile fixe : élire d'abord domicile auprès d'un centre d'action sociale ou d'un organisme agréé, "
            "qui ne le refuse pas à qui demande l'AME (L252-2 et L264-2 CASF).",
            when=ame_granted_without_home,
        ),
        Note(
            "Un renouvellement peut aussi se déposer au centre d'action sociale, aux services du département ou à une "
            "association agréée (L252-1 CASF).",
            when=ame_granted,
        ),
        Note(
            "L'AME vaut aussi pour le conjoint, partenaire ou concubin et les enfants à charge, et pour une autre "
            "personne à charge qui vit là depuis douze mois (déclaration cosignée chaque année, R251-2 CASF). Les "
            "sommes payées peuvent être réclamées à qui doit des aliments à la personne (L251-1 et L253-1 CASF).",
            when=ame_granted,
        ),
        Note(
            "Une demande faite plus de {} après la précédente admission compte comme une première.",
            when=ame_granted,
            figure="ame_first_request_again_after",
        ),
        Note(
            "Soins déjà reçus : la demande déposée dans les {} fait commencer le droit au jour des soins. Joindre leur "
            "justificatif.",
            when=ame_granted,
            figure="ame_retroactivity",
        ),
        Note("Les soins déclarés sont couverts : le droit commence le jour de ces soins.", when=ame_covers_care),
        Note(
            "Les soins déclarés ne sont pas couverts : demande trop tardive, ou trois mois non atteints ce jour-là.",
            when=ame_leaves_care_out,
        ),
        Note(
            "Un certificat médical qui atteste le besoin de soins rend la demande prioritaire : décision dans les {}.",
            when=ame_care_needed,
            figure="ame_priority_decision",
        ),
        Note(
            "Certains soins programmés et sans gravité (cataracte, prothèse de hanche ou de genou…) attendent {} après "
            "la première admission, sauf accord préalable du service médical, dont le silence de quinze jours vaut "
            "accord (R251-3 à R251-5 CASF).",
            when=ame_granted_to_adult,
            figure="ame_programmed_care_wait",
        ),
        Note(
            "Un hôpital peut attester qu'un patient ne peut pas fournir ses documents : attestation signée du "
            "directeur (instruction DGS/SP1/DGOS/SDR4/DSS/SD2/DGCS/2018/143 du 8 juin 2018).",
            when=ame_granted,
        ),
        Note(
            "L'AME ne peut pas chevaucher les droits de base : remettre le dossier au plus tôt le lendemain de leur "
            "fermeture, ou demander que la date de réception y soit portée.",
            when=ame_after_maintained_rights,
        ),
        Note(
            "Prochaine étape : déposer la demande le jour où les trois mois sont faits, avec les preuves de présence. "
            "Le conjoint, partenaire ou concubin d'une personne qui a l'AME, et ses enfants à charge, ont droit à la "
            "sienne (L251-1 1° CASF) : demander à y être inscrit.",
            when=ame_waits,
        ),
        Note(
            "Prochaine étape : se servir de la carte européenne ou de l'assurance du pays d'origine pendant ces trois "
            "mois ; ensuite, voir les droits de base et l'AME.",
            when=ame_in_free_stay,
        ),
        Note(
            "Un refus d'AME se conteste dans les deux mois devant le tribunal administratif, après un recours "
            "gracieux à la caisse si l'on veut.",
            when=ame_refused,
        ),
        Note(
            "Qui n'a pas la C2S peut demander l'AME sans attendre la fermeture des droits de base : accordée, elle "
            "avance cette fermeture à la veille (R114-10-1 II CSS).",
            when=puma_notes.puma_applicant_closing,
        ),
    ),
)
