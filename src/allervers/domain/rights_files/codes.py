"""The codes of a rights file, with their French words."""

from django.db.models import TextChoices


class Right(TextChoices):
    """What is asked for, and on which form."""

    C2S = "c2s", "Complémentaire santé solidaire (S3711)"
    AME = "ame", "Aide médicale de l’État (cerfa 11573)"
    PUMA = "puma", "Ouverture des droits de base (S1106)"
    OWN_TITLE = "own_title", "Droits à titre personnel dès 16 ans (S1110)"
    CHILD_ATTACHMENT = "child_attachment", "Rattachement d’un enfant (S3705)"
    DEPARTURE = "departure", "Départ de France (S1105)"
    EU_INACTIVE = "eu_inactive", "Européen inactif (formulaire 710)"


# The law library's name of the list of papers, where it is another one.
PAPERS_OF = {Right.DEPARTURE: "leaving"}
# The rights that the law library judges.
JUDGED = (Right.C2S, Right.AME, Right.PUMA, Right.EU_INACTIVE)

# The rights that coverage keeps for as long as they last, and as what.
COVERED_AS = {Right.C2S: "c2s", Right.AME: "ame", Right.PUMA: "puma", Right.EU_INACTIVE: "puma"}


class Channel(TextChoices):
    DESK = "desk", "à l’accueil"
    POST = "post", "par courrier"
    EMAIL = "email", "par courriel"
    ONLINE = "online", "en ligne"
    HOSPITAL = "hospital", "par un hôpital"
    ASSOCIATION = "association", "par une association"
    FRANCE_SERVICES = "france_services", "par France Services"
    PASS_DE_VILLE = "pass_de_ville", "par une permanence d’accès aux soins de ville"
    # Nothing came: a right that was open before there was a file is looked at again.
    CONTROL = "control", "droit déjà ouvert, repris pour un contrôle"


# The ways by which a request comes.
ARRIVALS = tuple(channel for channel in Channel if channel != Channel.CONTROL)

ELECTRONIC = (Channel.EMAIL, Channel.ONLINE)


class Status(TextChoices):
    DRAFT = "draft", "en préparation"
    DEPOSITED = "deposited", "déposé"
    DOCUMENTS_REQUESTED = "documents_requested", "documents demandés"
    UNDER_EXAMINATION = "under_examination", "en cours d’examen"
    AWAITING_ADHESION = "awaiting_adhesion", "bulletin d’adhésion attendu"
    AWAITING_PORTABILITY = "awaiting_portability", "réponse de l’autre État attendue"
    DECIDED = "decided", "décidé"
    CLOSED_WITHOUT_FOLLOW_UP = "closed_without_follow_up", "classé sans suite"
    WITHDRAWN = "withdrawn", "retiré"


ENDED = (Status.DECIDED, Status.CLOSED_WITHOUT_FOLLOW_UP, Status.WITHDRAWN)
UNDER_WAY = tuple(status for status in Status if status not in ENDED and status != Status.DRAFT)


class PaperState(TextChoices):
    """What can be said of one paper of the list."""

    MISSING = "missing", "manque"
    PRESENT = "present", "fourni"
    OUTDATED = "outdated", "trop ancien"
    ILLEGIBLE = "illegible", "illisible"
    IMPOSSIBLE = "impossible", "impossible à fournir"


class Intention(TextChoices):
    FIRST = "first", "première intention"
    SECOND = "second", "seconde intention"


class Outcome(TextChoices):
    ACCEPTED = "accepted", "accord"
    REFUSED = "refused", "refus"
    CLOSED_WITHOUT_FOLLOW_UP = "closed_without_follow_up", "classement sans suite"


class Basis(TextChoices):
    """On what ground somebody else deposits a file (whose two identities are then kept)."""

    MANDATE = "mandate", "mandat de la personne"
    FAMILY = "family", "membre de la famille"
    GUARDIAN = "guardian", "représentant légal"
    HOSPITAL = "hospital", "établissement de santé"
    AGREEMENT = "agreement", "accord de la personne"


class LetterKind(TextChoices):
    ACKNOWLEDGEMENT = "acknowledgement", "Accusé de réception"
    PAPERS_REQUESTED = "papers_requested", "Documents demandés"
    PAPERS_REMINDER = "papers_reminder", "Rappel des documents demandés"
    DECISION = "decision", "Décision"
    ADHESION = "adhesion", "Bulletin d’adhésion à renvoyer"
    CLOSED = "closed", "Dossier classé sans suite"
    RENEWAL = "renewal", "Renouvellement"
    CONTROL = "control", "Contrôle de vos droits"
    CLOSING = "closing", "Fermeture de vos droits"
    APPEAL = "appeal", "Recours reçu"
    APPEAL_ANSWER = "appeal_answer", "Réponse au recours"


class WordKind(TextChoices):
    """What a person writes from their own page."""

    CORRECTION = "correction", "Quelque chose est faux"
    OBJECTION = "objection", "Opposition à l’utilisation de ses données"


class Contested(TextChoices):
    """What an appeal is made against."""

    DECISION = "decision", "la décision"
    CLOSED = "closed", "le classement sans suite"
    SILENCE = "silence", "le rejet par silence"
    CLOSING = "closing", "la fermeture des droits"


class AppealAnswer(TextChoices):
    UPHELD = "upheld", "recours accepté"
    REJECTED = "rejected", "recours rejeté"


class ControlOrigin(TextChoices):
    """What made the fund look again at a right that is open."""

    EXCHANGE = "exchange", "échange de données avec un partenaire (impôts, CAF…)"
    FUND = "fund", "contrôle de la caisse"


class Condition(TextChoices):
    """The condition that a control looks at."""

    RESIDENCE = "residence", "la résidence stable en France"
    REGULARITY = "regularity", "la régularité du séjour"


class ControlEnd(TextChoices):
    KEPT = "kept", "droits maintenus"
    CLOSED = "closed", "droits fermés"
