"""Closed lists of refusals of care, kept in the database. Adding a code asks for a migration of its constraint.

Practices and grounds are the law library's (`law/care_refusals.py`).
"""

from django.db.models import TextChoices

from allervers.law.care_refusals import GROUNDS, PRACTICES


class Origin(TextChoices):
    """Who reported, as the yearly return of a fund counts them (#84)."""

    PERSON = "person", "La personne"
    AGENT = "agent", "Un agent de l’Assurance Maladie"
    PARTNER = "partner", "Un partenaire"
    HEALTH_PROFESSIONAL = "health_professional", "Un professionnel de santé"
    ANONYMOUS = "anonymous", "Signalement anonyme"


class Practice(TextChoices):
    """What happened, open or disguised; of a piece of evidence too."""

    REFUSED = "refused", PRACTICES["refused"]
    NO_NEW_PATIENTS = "no_new_patients", PRACTICES["no_new_patients"]
    UNUSUAL_DELAY = "unusual_delay", PRACTICES["unusual_delay"]
    EXCESS_FEE = "excess_fee", PRACTICES["excess_fee"]
    REDIRECTED = "redirected", PRACTICES["redirected"]
    CARD_NOT_READ = "card_not_read", PRACTICES["card_not_read"]
    OTHER = "other", PRACTICES["other"]


class Ground(TextChoices):
    """Why, as it seems; empty where nobody knows."""

    C2S = "c2s", GROUNDS["c2s"]
    CMUC = "cmuc", GROUNDS["cmuc"]
    ACS = "acs", GROUNDS["acs"]
    AME = "ame", GROUNDS["ame"]
    PENAL_CODE = "penal_code", GROUNDS["penal_code"]
    NONE = "none", "Rien de cela"


class Profession(TextChoices):
    GENERAL_PRACTITIONER = "general_practitioner", "Médecin généraliste"
    GYNAECOLOGIST = "gynaecologist", "Gynécologue"
    PSYCHIATRIST = "psychiatrist", "Psychiatre"
    SPECIALIST = "specialist", "Autre médecin spécialiste"
    DENTIST = "dentist", "Chirurgien-dentiste"
    MIDWIFE = "midwife", "Sage-femme"
    NURSE = "nurse", "Infirmier"
    PHYSIOTHERAPIST = "physiotherapist", "Kinésithérapeute"
    PHARMACIST = "pharmacist", "Pharmacien"
    OPTICIAN = "optician", "Opticien ou audioprothésiste"
    OTHER = "other", "Autre professionnel, ou établissement"


class State(TextChoices):
    RECEIVED = "received", "Reçu"
    IN_HAND = "in_hand", "Pris en charge"
    RESOLVED = "resolved", "Résolu"
    CLOSED = "closed", "Clos sans suite"


OPEN = (State.RECEIVED, State.IN_HAND)
# What follows what; a file that ended may be taken up again.
FOLLOWING = {
    State.RECEIVED: (State.IN_HAND,),
    State.IN_HAND: (State.RESOLVED, State.CLOSED),
    State.RESOLVED: (State.IN_HAND,),
    State.CLOSED: (State.IN_HAND,),
}


class CareObtained(TextChoices):
    """Whether the person got the care in the end, and where; a file is resolved with this alone."""

    SAME = "same", "Oui, chez ce professionnel"
    ELSEWHERE = "elsewhere", "Oui, chez un autre"
    NO = "no", "Non"


OBTAINED = (CareObtained.SAME, CareObtained.ELSEWHERE)


class EndReason(TextChoices):
    """Why nothing more is done, where it is not said whether the care was obtained."""

    OTHER_CONFLICT = "other_conflict", "Un autre désaccord, expliqué à la personne"
    WITHDRAWN = "withdrawn", "La personne ne veut pas de suite"
    UNREACHABLE = "unreachable", "La personne ne répond plus"
    NOT_ENOUGH = "not_enough", "Trop peu d’éléments pour agir"


class Means(TextChoices):
    """How a piece of evidence is known."""

    SAID = "said", "Dit par la personne"
    WITNESS = "witness", "Dit par un témoin"
    WRITTEN = "written", "Écrit : message, courriel, courrier, affiche"
    INVOICE = "invoice", "Facture, devis ou remboursement"
    CALL = "call", "Appel de vérification par l’agent"


class Recipient(TextChoices):
    """Who would learn of it outside of the mediation service."""

    PROFESSIONAL = "professional", "Le professionnel mis en cause"
    ORDER = "order", "Le conseil de l’ordre"
    FUND = "fund", "La direction de la caisse"
    ASSOCIATION = "association", "Une association agréée, avec mandat"


class Agreement(TextChoices):
    """What the person accepts for one recipient."""

    NAMED = "named", "D’accord, avec son nom"
    UNNAMED = "unnamed", "D’accord, sans son nom"
    REFUSED = "refused", "Pas d’accord"


class StepKind(TextChoices):
    """What is to be done by a day: the four delays of a complaint, and the steps of a mediation."""

    ACKNOWLEDGEMENT = "acknowledgement", "Accuser réception et transmettre la plainte"
    HEARING = "hearing", "Convoquer le professionnel"
    SUMMONS = "summons", "Convoquer les parties à la conciliation"
    CONCILIATION = "conciliation", "Tenir la conciliation"
    CALL_PERSON = "call_person", "Appeler la personne"
    CALL_PROFESSIONAL = "call_professional", "Appeler le professionnel"
    OTHER_PROFESSIONAL = "other_professional", "Chercher un autre professionnel"
    MEETING = "meeting", "Réunir les deux parties"


# What the law library dates, by the name of its date.
LEGAL = {
    "acknowledgement_due_on": StepKind.ACKNOWLEDGEMENT,
    "hearing_due_on": StepKind.HEARING,
    "summons_due_on": StepKind.SUMMONS,
    "conciliation_due_on": StepKind.CONCILIATION,
}
MEDIATION = [kind for kind in StepKind if kind not in LEGAL.values()]


class LinkKind(TextChoices):
    PERSON = "person", "Je connais la personne"
    PROFESSIONAL = "professional", "Je connais le professionnel"
