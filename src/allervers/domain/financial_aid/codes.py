"""Closed lists of financial aid, kept in the database. Adding a code asks for a migration of its constraint.

Who may ask, and for what, is the law library's (`law/financial_aid.py`), whose kinds of aid these categories are.
"""

from django.db.models import TextChoices

from allervers.law.financial_aid import AIDS


class Category(TextChoices):
    OPTICAL = "optical", AIDS["optical"]
    DENTAL = "dental", AIDS["dental"]
    HEARING = "hearing", AIDS["hearing"]
    SUPPLIES = "supplies", AIDS["supplies"]
    COPAYMENT = "copayment", AIDS["copayment"]
    HOSPITAL_DAILY_CHARGE = "hospital_daily_charge", AIDS["hospital_daily_charge"]
    TRANSPORT_LODGING = "transport_lodging", AIDS["transport_lodging"]
    THERAPY = "therapy", AIDS["therapy"]
    COMPLEMENTARY = "complementary", AIDS["complementary"]
    EMERGENCY = "emergency", AIDS["emergency"]


class Scheme(TextChoices):
    """What the person is to the fund, as it was looked up; coverage that the fund knows says more (`queries`)."""

    INSURED = "insured", "Affiliée à la caisse, ou ayant droit de quelqu’un qui l’est"
    AME = "ame", "Bénéficiaire de l’AME"
    MIGRANTS = "migrants", "Dispositif « Migrants »"
    ELSEWHERE = "elsewhere", "Affiliée ailleurs, ou nulle part"
    UNKNOWN = "unknown", "À vérifier"


class State(TextChoices):
    """What became of a request."""

    OPEN = "open", "À l’étude"
    GRANTED = "granted", "Accordée"
    REFUSED = "refused", "Refusée"
    WITHDRAWN = "withdrawn", "Retirée"


# A decision is corrected by another one: granted and refused follow one another.
FOLLOWING = {
    State.OPEN: (State.GRANTED, State.REFUSED, State.WITHDRAWN),
    State.GRANTED: (State.REFUSED,),
    State.REFUSED: (State.GRANTED,),
}


class FunderAnswer(TextChoices):
    """What another body that could pay has said."""

    WAITING = "waiting", "Réponse attendue"
    GRANTED = "granted", "Accord"
    REFUSED = "refused", "Refus"
    NOT_CONCERNED = "not_concerned", "Non concerné"


class PaperKind(TextChoices):
    QUOTE = "quote", "Devis"
    INVOICE = "invoice", "Facture"
    BANK = "bank", "Relevé d’identité bancaire"
    RESOURCES = "resources", "Justificatif de ressources"
    ANSWER = "answer", "Réponse d’un autre organisme"
    OTHER = "other", "Autre document"


class MovementKind(TextChoices):
    """What happens to the money of a budget (`budgets.py`)."""

    ALLOCATE = "allocate", "Alloué"
    RESERVE = "reserve", "Réservé"
    PAY = "pay", "Payé"
    RELEASE = "release", "Libéré"


class Choice(TextChoices):
    FOR = "for", "Pour"
    AGAINST = "against", "Contre"
    ABSTAIN = "abstain", "Abstention"


class LinkKind(TextChoices):
    SELF = "self", "C’est moi"
    RELATIVE = "relative", "C’est un proche"


class PayeeKind(TextChoices):
    PERSON = "person", "À la personne"
    SUPPLIER = "supplier", "Au fournisseur"


class PaymentState(TextChoices):
    """What the bank said of a line of a batch."""

    SENT = "sent", "Envoyé"
    PAID = "paid", "Payé"
    REJECTED = "rejected", "Rejeté"


class Effect(TextChoices):
    """What the aid made possible, as the person or the supplier says it."""

    CARE_OBTAINED = "care_obtained", "Soins obtenus"
    EQUIPMENT = "equipment", "Équipement reçu (lunettes, appareil, prothèse)"
    COVER_KEPT = "cover_kept", "Complémentaire gardée ou obtenue"
    NEED_MET = "need_met", "Besoin urgent couvert"
    NOT_USED = "not_used", "Aide non utilisée"
    UNKNOWN = "unknown", "On ne sait pas"
