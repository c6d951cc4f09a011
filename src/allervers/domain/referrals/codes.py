"""The closed lists of the referral form, with the codes that files and reports share.

Source: the referral form of the health insurance (inventory #95–98) and the families of detectors (#103).
"""

from django.db.models import TextChoices


class DetectorFamily(TextChoices):
    INTERNAL = "internal", "Assurance Maladie"
    HEALTH_PROFESSIONAL = "health_professional", "Professionnels de santé"
    PARTNER = "partner", "Partenaires"


class InternalCategory(TextChoices):
    RECEPTION = "reception", "Accueil"
    TELEPHONE = "telephone", "Téléphone"
    OTHER_SERVICES = "other_services", "Autres services"
    QUERIES_AND_OUTBOUND = "queries_and_outbound", "Requêtes et contacts sortants"
    MEDICAL_SERVICE = "medical_service", "Service médical"
    SOCIAL_SERVICE = "social_service", "Service social"
    HEALTH_CENTRE = "health_centre", "Centre d'examens de santé"
    PREVENTION = "prevention", "Prévention"
    # Counted beside the fund's own services, which people come to by themselves too (decision 0094).
    ONESELF = "oneself", "La personne elle-même, en ligne"


# The categories that an account may have: nobody's account is the person's own.
OF_ACCOUNTS = [(code, label) for code, label in InternalCategory.choices if code != InternalCategory.ONESELF]


class PartnerCategory(TextChoices):
    HELP = "help", "Dispositif HELP"
    FRANCE_TRAVAIL = "france_travail", "France Travail"
    DEPARTMENTAL_COUNCIL = "departmental_council", "Conseil départemental"
    MISSION_LOCALE = "mission_locale", "Mission locale"
    FORUM_REFUGIES = "forum_refugies", "Forum réfugiés"
    RESTOS_DU_COEUR = "restos_du_coeur", "Restos du Cœur"
    CAF = "caf", "Caf"
    ADOMA = "adoma", "Adoma"
    FRANCE_SERVICES = "france_services", "France Services"
    SPIP = "spip", "SPIP"
    CCAS = "ccas", "CCAS ou CIAS"
    SECOURS_POPULAIRE = "secours_populaire", "Secours populaire"
    CROIX_ROUGE = "croix_rouge", "Croix-Rouge"
    EMMAUS = "emmaus", "Emmaüs"
    UDAF = "udaf", "Udaf"
    CARSAT = "carsat", "Carsat"
    HOSPITAL = "hospital", "Hôpital"
    ASSOCIATION = "association", "Association"
    OTHER = "other", "Autre partenaire"


class HealthProfessionalCategory(TextChoices):
    GENERAL_PRACTITIONER = "general_practitioner", "Médecin généraliste"
    SPECIALIST = "specialist", "Médecin spécialiste"
    DENTIST = "dentist", "Chirurgien-dentiste"
    PHARMACIST = "pharmacist", "Pharmacien"
    NURSE = "nurse", "Infirmier"
    HOSPITAL_DOCTOR = "hospital_doctor", "Médecin hospitalier"
    OTHER = "other", "Autre professionnel de santé"


CATEGORIES: dict[str, type[TextChoices]] = {
    DetectorFamily.INTERNAL: InternalCategory,
    DetectorFamily.HEALTH_PROFESSIONAL: HealthProfessionalCategory,
    DetectorFamily.PARTNER: PartnerCategory,
}


class Reason(TextChoices):
    RIGHTS = "rights", "Difficultés d'accès aux droits"
    FORGONE_CARE = "forgone_care", "Renoncement ou difficultés d'accès à des soins"
    FORGONE_CARE_DISABILITY = (
        "forgone_care_disability",
        "Renoncement ou difficultés d'accès à des soins liés à un handicap",
    )
    DIGITAL = "digital", "Fragilité face au numérique"
    COMPLEX_SOCIAL = "complex_social", "Situation sociale complexe"


FORGONE_CARE_REASONS = [Reason.FORGONE_CARE.value, Reason.FORGONE_CARE_DISABILITY.value]


class ForgoneCare(TextChoices):
    CONSULTATION = "consultation", "Consultation de médecine générale ou spécialisée"
    SPECIALIST_ACT = (
        "specialist_act",
        "Acte chez un spécialiste, analyses ou examens (dentaire, infirmier, kinésithérapie, radiologie, biologie…)",
    )
    MEDICAL_DEVICE = "medical_device", "Dispositif médical (optique, audition, appareillage…)"
    SURGERY = "surgery", "Chirurgie"
    PHARMACY = "pharmacy", "Pharmacie"
    OTHER = "other", "Autre soin"


class ForgoneSince(TextChoices):
    UNDER_3_MONTHS = "under_3_months", "Moins de 3 mois"
    FROM_3_TO_12_MONTHS = "3_to_12_months", "De 3 mois à 1 an"
    OVER_1_YEAR = "over_1_year", "Plus d'1 an"
    OVER_2_YEARS = "over_2_years", "Plus de 2 ans"


class ForgoneCause(TextChoices):
    RIGHTS = "rights", "Accès aux droits (médecin traitant, couverture de base ou complémentaire, ALD)"
    ADVANCE_OF_FEES = "advance_of_fees", "Avance des frais"
    REMAINING_COST = "remaining_cost", "Reste à charge"
    TRANSPORT = "transport", "Transport"
    COMPLICATED_PROCEDURES = "complicated_procedures", "Démarches trop compliquées"
    APPOINTMENT_DELAY = "appointment_delay", "Délais de rendez-vous trop longs"
    REFUSAL_BY_PROFESSIONAL = (
        "refusal_by_professional",
        "Refus de prise en charge par un professionnel de santé",
    )
    OTHER = "other", "Autre cause"


class ActionEngaged(TextChoices):
    C2S_FILE = "c2s_file", "Dossier de Complémentaire santé solidaire"
    FINANCIAL_AID_FILE = "financial_aid_file", "Dossier d'action sanitaire et sociale"
    OTHER = "other", "Autre action"


class ConsentMode(TextChoices):
    SIGNED = "signed", "La personne a signé le formulaire"
    REMOTE = "remote", "La personne est informée et d'accord, à distance : un courrier lui confirmera"
