"""Closed lists of the accompaniment, with the codes that files and reports share."""

from django.db.models import TextChoices

from ..referrals.codes import Reason


class Theme(TextChoices):
    RIGHTS = "rights", "Droits"
    CARE = "care", "Soins"
    DIGITAL = "digital", "Numérique"
    PREVENTION = "prevention", "Prévention"
    ORIENTATION = "orientation", "Orientation"


THEME_OF_REASON = {
    Reason.RIGHTS: Theme.RIGHTS,
    Reason.FORGONE_CARE: Theme.CARE,
    Reason.FORGONE_CARE_DISABILITY: Theme.CARE,
    Reason.DIGITAL: Theme.DIGITAL,
    Reason.COMPLEX_SOCIAL: Theme.ORIENTATION,
}


class ClosureReason(TextChoices):
    CARE_OBTAINED = "care_obtained", "Soins réalisés"
    SUCCESS_WITHOUT_CARE = "success_without_care", "Succès sans soins réalisés"
    PARTIAL_SUCCESS = "partial_success", "Abandon ou interruption avec succès partiel"
    ABANDONED = "abandoned", "Abandon"
    DECLINED = "declined", "Refus de la personne"
    NOT_RELEVANT = "not_relevant", "Saisine non pertinente"
    UNREACHABLE = "unreachable", "Personne injoignable"


SUCCESSES = [
    ClosureReason.CARE_OBTAINED.value,
    ClosureReason.SUCCESS_WITHOUT_CARE.value,
    ClosureReason.PARTIAL_SUCCESS.value,
]
NOT_OPENED = [ClosureReason.NOT_RELEVANT.value, ClosureReason.UNREACHABLE.value]


class Outcome(TextChoices):
    COMPLEMENTARY_COVER = "complementary_cover", "Complémentaire obtenue"
    PARTNER_ORIENTATION = "partner_orientation", "Orientation vers un partenaire"
    DIGITAL_AUTONOMY = "digital_autonomy", "Autonomie numérique"
    FINANCIAL_AID = "financial_aid", "Aide financière obtenue"
    PREVENTION = "prevention", "Action de prévention réalisée"
    CARE_GUIDANCE = "care_guidance", "Guidance dans le système de soins"
    RIGHTS_OPENED = "rights_opened", "Droits de base ouverts"
    GP_FOUND = "gp_found", "Médecin traitant trouvé"
    AMELI_ACCOUNT = "ameli_account", "Compte ameli ouvert"


class CareType(TextChoices):
    DENTAL_PROSTHESIS = "dental_prosthesis", "Prothèse dentaire"
    CONSERVATIVE_DENTAL = "conservative_dental", "Soins dentaires conservateurs"
    OPTICAL = "optical", "Optique"
    HEARING = "hearing", "Audition"
    SPECIALIST_ACT = "specialist_act", "Acte de spécialiste"
    GENERAL_PRACTICE = "general_practice", "Médecine générale"
    ANALYSIS_OR_IMAGING = "analysis_or_imaging", "Analyse ou imagerie"
    NURSING_OR_PHYSIO = "nursing_or_physio", "Soins infirmiers ou kinésithérapie"
    SURGERY = "surgery", "Chirurgie"
    PHARMACY = "pharmacy", "Pharmacie"
    OTHER = "other", "Autre soin"


class Specialty(TextChoices):
    """Whose care it was, where that is known: so far in histories from former tools (`figures.history`)."""

    GENERAL_PRACTICE = "general_practice", "Médecine générale"
    DENTISTRY = "dentistry", "Chirurgie dentaire"
    ORTHODONTICS = "orthodontics", "Orthodontie"
    OPHTHALMOLOGY = "ophthalmology", "Ophtalmologie"
    OPTICS = "optics", "Optique"
    HEARING_AIDS = "hearing_aids", "Audioprothèse"
    ENT = "ent", "ORL"
    GYNAECOLOGY = "gynaecology", "Gynécologie"
    MIDWIFERY = "midwifery", "Sage-femme"
    PAEDIATRICS = "paediatrics", "Pédiatrie"
    CARDIOLOGY = "cardiology", "Cardiologie"
    VASCULAR_MEDICINE = "vascular_medicine", "Médecine vasculaire"
    PNEUMOLOGY = "pneumology", "Pneumologie"
    DERMATOLOGY = "dermatology", "Dermatologie"
    RHEUMATOLOGY = "rheumatology", "Rhumatologie"
    ORTHOPAEDICS = "orthopaedics", "Chirurgie orthopédique"
    GASTROENTEROLOGY = "gastroenterology", "Gastro-entérologie"
    ENDOCRINOLOGY = "endocrinology", "Endocrinologie et diabète"
    NEPHROLOGY = "nephrology", "Néphrologie"
    UROLOGY = "urology", "Urologie"
    NEUROLOGY = "neurology", "Neurologie"
    PSYCHIATRY = "psychiatry", "Psychiatrie"
    PSYCHOLOGY = "psychology", "Psychologie"
    ONCOLOGY = "oncology", "Cancérologie"
    HAEMATOLOGY = "haematology", "Hématologie"
    ALLERGOLOGY = "allergology", "Allergologie"
    INFECTIOUS_DISEASES = "infectious_diseases", "Maladies infectieuses"
    GERIATRICS = "geriatrics", "Gériatrie"
    PAIN = "pain", "Douleur"
    SURGERY = "surgery", "Chirurgie"
    ANAESTHESIA = "anaesthesia", "Anesthésie"
    RADIOLOGY = "radiology", "Imagerie médicale"
    BIOLOGY = "biology", "Biologie médicale"
    REHABILITATION = "rehabilitation", "Médecine physique et réadaptation"
    PHYSIOTHERAPY = "physiotherapy", "Kinésithérapie"
    NURSING = "nursing", "Soins infirmiers"
    SPEECH_THERAPY = "speech_therapy", "Orthophonie"
    ORTHOPTICS = "orthoptics", "Orthoptie"
    PODIATRY = "podiatry", "Pédicurie-podologie"
    OTHER = "other", "Autre spécialité"


class Public(TextChoices):
    UNDER_25 = "under_25", "Moins de 25 ans"
    SELF_EMPLOYED = "self_employed", "Travailleur indépendant"
    HELP = "help", "HELP"
    DISABILITY = "disability", "Situation de handicap"
    WITHOUT_EMPLOYMENT = "without_employment", "Sans emploi"


class C2sAtEnd(TextChoices):
    FREE = "free", "C2S gratuite"
    CONTRIBUTION = "contribution", "C2S avec participation"
    NONE = "none", "Pas de C2S"


class Channel(TextChoices):
    PHONE = "phone", "Téléphone"
    SMS = "sms", "SMS"
    EMAIL = "email", "Courriel"
    LETTER = "letter", "Courrier"
    IN_PERSON = "in_person", "Rendez-vous sur place"
    VIDEO = "video", "Rendez-vous en visio"
    HOME = "home", "Visite à domicile"
    OTHER = "other", "Autre"


class ContactResult(TextChoices):
    REACHED = "reached", "La personne a été jointe"
    MESSAGE_LEFT = "message_left", "Message laissé ou envoyé"
    NO_ANSWER = "no_answer", "Pas de réponse"
    WRONG_DETAILS = "wrong_details", "Coordonnées fausses"


ATTEMPTS_BEFORE_UNREACHABLE = 2
"""Attempts without success that must be written down before a person is declared unreachable (a house rule)."""


class ActionStatus(TextChoices):
    TO_DO = "to_do", "À faire"
    DONE = "done", "Faite"
    FAILED = "failed", "N’a pas abouti"
    DROPPED = "dropped", "Abandonnée"


class NoteKind(TextChoices):
    """What is written of a file beside contacts and actions; needs and goals are in the person's own words."""

    NOTE = "note", "Note"
    NEED = "need", "Besoin exprimé"
    GOAL = "goal", "Objectif de la personne"
