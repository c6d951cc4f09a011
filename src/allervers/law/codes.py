"""The codes of the exchange format, and the words of the field for them. Kinds of resource are keys of the law too."""

from __future__ import annotations

from types import MappingProxyType

TERRITORIES = ("metropole", "guadeloupe", "martinique", "guyane", "reunion", "mayotte")
HOUSING = ("owner", "owner_with_loan", "lodged_free", "tenant", "no_fixed_home")
ROLES = ("applicant", "spouse", "partner", "child", "other_dependant")
ACTIVITIES = ("employed", "unemployed", "retired", "student", "inactive")
BENEFITS = ("family_allowance", "housing_aid", "rsa", "aah", "aspa", "asi", "apa", "pch", "reintegration_aid")

# Each status, the name under which rules read it, and the words of the field.
_STATUSES = (
    ("student", "student_declared", "Inscrit dans un établissement d'enseignement"),
    ("trainee", "trainee", "Stagiaire d'un accord de coopération"),
    ("returning_volunteer", "returning_volunteer", "De retour d'un volontariat international"),
    ("refugee", "refugee", "Réfugié"),
    ("subsidiary_protection", "subsidiary_protection", "Bénéficiaire de la protection subsidiaire"),
    ("child_welfare", "in_child_welfare", "Confié à l'aide sociale à l'enfance"),
    ("judicial_protection", "in_judicial_protection", "Suivi par la protection judiciaire"),
    ("under_minority_assessment", "under_minority_assessment", "Minorité en cours d'évaluation"),
    ("pensioner", "pensioner_declared", "Pensionné (vieillesse, invalidité)"),
    ("protected_adult", "protected_adult", "Majeur protégé"),
    ("expecting_child", "expecting_child", "Attend un enfant"),
    ("broken_family_ties", "broken_family_ties", "Liens rompus avec sa famille"),
    ("yearly_emergency_aid", "yearly_emergency_aid", "Aide annuelle d'urgence du Crous"),
    ("prisoner", "prisoner", "Écroué"),
    ("in_paid_training", "in_paid_training", "En stage de formation rémunéré"),
    ("treaty_exempt_resident", "treaty_exempt_resident", "Résident qu'un traité dispense de cotisations"),
    ("came_for_care", "came_for_care", "Venu en France pour se faire soigner"),
    ("came_to_seek_work", "came_to_seek_work", "Européen venu chercher un premier emploi en France"),
    ("unable_to_work", "unable_to_work", "Enfant que son infirmité empêche durablement de travailler"),
    ("keeps_house_for_insured", "keeps_house_for_insured", "Vit chez l'assuré, tient sa maison et élève ses enfants"),
    ("removal_order", "removal_order", "Mesure d'éloignement devenue définitive"),
    ("foreign_scheme", "foreign_scheme", "Diplomate, détaché, ou couvert par une organisation internationale"),
)
STATUSES = tuple(code for code, _, _ in _STATUSES)
STATUS_INPUTS = MappingProxyType({code: name for code, name, _ in _STATUSES})
STATUS_LABELS = MappingProxyType({name: label for _, name, label in _STATUSES})

# What is received month by month by a person, in the order in which screens list it.
RESOURCE_WORDS = MappingProxyType(
    {
        "wage": "Salaires nets",
        "unemployment_benefit": "Allocation de chômage",
        "partial_unemployment": "Indemnité d'activité partielle",
        "training_pay": "Rémunération d'un stage de formation",
        "retirement_pension": "Pension de retraite",
        "disability_pension": "Pension d'invalidité",
        "work_accident_annuity": "Rente d'accident du travail",
        "sick_pay": "Indemnités journalières",
        "self_employed": "Revenus d'indépendant",
        "aah": "AAH",
        "disability_supplement": "Complément de ressources ou majoration pour la vie autonome",
        "asi": "ASI",
        "aspa": "ASPA",
        "ass": "Allocation de solidarité spécifique",
        "maintenance_received": "Pension alimentaire reçue",
        "maintenance_paid": "Pension alimentaire versée",
        "capital_income": "Revenus du capital",
        "copyright": "Droits d'auteur",
        "foreign": "Revenus de l'étranger",
        "study_grant": "Bourse d'études",
        "family_gift": "Aide de la famille ou de proches",
        "emergency_aid": "Secours ponctuel ou aide à l'insertion",
        "youth_contract_allowance": "Allocation du contrat d'engagement jeune",
        "civic_service_pay": "Indemnité de service civique",
        "asylum_allowance": "Allocation pour demandeur d'asile",
        "carer_daily_allowance": "Allocation journalière du proche aidant",
        "parental_presence_allowance": "Allocation journalière de présence parentale",
        "end_of_life_allowance": "Allocation d'accompagnement d'une personne en fin de vie",
        "child_disability_benefit": "Allocation d'éducation de l'enfant handicapé",
        "disability_compensation": "Prestation de compensation ou majoration pour tierce personne",
        "personal_autonomy_benefit": "Allocation personnalisée d'autonomie",
        "childcare_benefit": "Prestation d'accueil du jeune enfant",
        "back_to_school_benefit": "Allocation de rentrée scolaire",
        "death_grant": "Capital décès",
        "activity_bonus": "Prime d'activité",
        "housing_benefit_received": "Aide au logement reçue",
        "child_death_allowance": "Allocation pour le décès d'un enfant",
        "orphan_reparation": "Réparation aux orphelins de victimes de persécutions",
        "harki_allowance": "Allocation de reconnaissance ou viagère des harkis",
        "return_to_work_aid": "Aide personnalisée de retour à l'emploi",
        "domestic_violence_aid": "Aide d'urgence aux victimes de violences conjugales",
        "foster_upkeep": "Indemnité d'entretien d'un enfant accueilli",
        "solidarity_income": "Revenu de solidarité d'outre-mer",
        "left_out_benefit": "Prime de déménagement, frais funéraires, capital d'accident du travail…",
        "other": "Autres ressources",
    }
)
FAMILY_WORDS = MappingProxyType(
    {
        "family_allowance": "Allocations familiales",
        "family_support_allowance": "Allocation de soutien familial",
        "family_supplement": "Complément familial",
        "parental_leave_benefit": "Prestation partagée d'éducation de l'enfant",
    }
)
RESOURCE_KINDS = tuple(RESOURCE_WORDS)
FAMILY_KINDS = tuple(FAMILY_WORDS)
# What R861-10 or L861-2 leaves out of the resources today, and that decides nothing else: screens that ask for
# resources need not ask for these.
LEFT_OUT_KINDS = (
    "study_grant",
    "family_gift",
    "emergency_aid",
    "civic_service_pay",
    "asylum_allowance",
    "carer_daily_allowance",
    "parental_presence_allowance",
    "end_of_life_allowance",
    "child_disability_benefit",
    "disability_compensation",
    "personal_autonomy_benefit",
    "childcare_benefit",
    "back_to_school_benefit",
    "death_grant",
    "activity_bonus",
    "housing_benefit_received",
    "child_death_allowance",
    "orphan_reparation",
    "harki_allowance",
    "return_to_work_aid",
    "domestic_violence_aid",
    "foster_upkeep",
    "solidarity_income",
    "left_out_benefit",
)
# What a person receives that proves her residence (D160-2 I CSS): a) family benefits of L511-1; b) ASPA and ASI;
# c) housing aid; d) APA; e) AAH. All `FAMILY_KINDS` are of a) too. Not in its list: activity bonus, ASS, aids of other
# codes; nor a kind that holds other things besides (compensation, or increase for the help of another person).
RESIDENCE_KINDS = (
    "child_disability_benefit",
    "parental_presence_allowance",
    "childcare_benefit",
    "back_to_school_benefit",
    "child_death_allowance",
    "aspa",
    "asi",
    "housing_benefit_received",
    "personal_autonomy_benefit",
    "aah",
)
# Received in the month of the request or in the one before, for a month is often paid in the next.
RESIDENCE_MONTHS = 2
# What the law reads, at some of its dates, on the last tax notice.
TAX_NOTICE_KINDS = (
    "self_employed",
    "capital_income",
    "foreign",
    "copyright",
    "maintenance_received",
    "maintenance_paid",
)

# An independent activity that no tax notice shows yet: what it sells decides which part of its turnover is income.
# Who directs a company has no turnover: a share of its profit, or pay, as the company pays one tax or the other.
NEW_BUSINESSES = ("sales", "services", "professional", "farm", "director_income_tax", "director_corporate_tax")
# What brings nothing in: rental value a year of buildings (not the home) and of land, amount of capital.
IDLE_ASSETS = ("buildings_rental_value", "land_rental_value", "capital")

WORDS = MappingProxyType(
    {
        **RESOURCE_WORDS,
        **FAMILY_WORDS,
        "metropole": "métropole",
        "guadeloupe": "Guadeloupe",
        "martinique": "Martinique",
        "guyane": "Guyane",
        "reunion": "La Réunion",
        "mayotte": "Mayotte",
        "owner": "propriétaire",
        "owner_with_loan": "propriétaire avec un prêt en cours",
        "lodged_free": "logé gratuitement",
        "tenant": "locataire",
        "no_fixed_home": "sans domicile fixe",
        "applicant": "demandeur",
        "spouse": "conjoint",
        "partner": "concubin",
        "child": "enfant",
        "other_dependant": "autre personne à charge",
        "employed": "en activité",
        "unemployed": "sans emploi",
        "retired": "à la retraite",
        "student": "étudiant",
        "inactive": "sans activité",
        "french": "française",
        "european": "de l'Union européenne, de l'Espace économique européen ou de la Suisse",
        "british": "britannique",
        "third_country": "d'un autre pays",
        "regular": "régulier",
        "irregular": "irrégulier",
        "asylum_seeker": "demandeur d'asile",
        "short_stay_visa": "visa de court séjour",
        "parent": "parent",
        "worker": "assuré qui travaille",
        "resident": "assuré qui réside en France",
        "eu_citizen": "assuré européen",
        "nobody": "personne",
        "sales": "ventes",
        "services": "services",
        "professional": "profession libérale ou autre",
        "farm": "agricole",
        "director_income_tax": "dirigeant d'une société soumise à l'impôt sur le revenu",
        "director_corporate_tax": "dirigeant d'une société soumise à l'impôt sur les sociétés",
        "relative": "autre parent ou allié, jusqu'au troisième degré",
    }
)
