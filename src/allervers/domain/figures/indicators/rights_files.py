"""Rights files: what arrives, in which state, what becomes of it and after how long."""

import datetime

from django.db.models import F, Q, TextChoices

from ...rights_files.codes import ARRIVALS, Channel, Outcome, Right
from ..catalogue import Basis, indicator
from ..facts.decision import DecisionFact
from ..facts.paper import PaperFact
from ..facts.rights_file import RightsFileFact
from ..shapes import Breakdown, Count, MeanDays, Population, Share
from .additions import SUMS

TITLE = "Dossiers de droits"
SINCE = datetime.date(2026, 11, 29)

RECEIVED = Population(RightsFileFact, "received_on")
OPPOSABLE = RECEIVED.where(opposable=True)
ANSWERED = Population(RightsFileFact, "answered_on")
SUPPLIED = Population(PaperFact, "supplied_on")
SET_ASIDE = SUPPLIED.where(~Q(set_aside=""))
REPLAYED = Population(DecisionFact, "decided_on").where(replayed=True)

RECEIVED_FILES = Basis("Dossiers de droits reçus pendant la période.", "Les dossiers qui ne sont pas encore déposés.")
ANSWERED_FILES = Basis(
    "Dossiers de droits qui ont eu leur réponse pendant la période : décision, classement sans suite ou retrait.",
    "Les dossiers en cours.",
)
PAPERS = Basis("Documents joints à un dossier de droits pendant la période.", "Aucune exclusion.")


def of_right(population: Population, right: str) -> Population:
    return population.where(right_asked=right)


def _accepted(answered: Population) -> Population:
    return answered.where(outcome=Outcome.ACCEPTED.value)


# By right as by outcome: those that were accepted are one number.
SUMS += [(_accepted(ANSWERED), [_accepted(of_right(ANSWERED, right)) for right in Right.values])]


@indicator("Dossiers de droits reçus", RECEIVED_FILES, SINCE)
def rights_files_received():
    """Nombre de dossiers de droits reçus pendant la période, quel que soit le droit demandé et où qu'ils en soient."""
    return Count(RECEIVED)


@indicator("Dossiers de droits reçus par droit", RECEIVED_FILES, SINCE)
def rights_files_by_right():
    """Nombre de dossiers de droits reçus pendant la période, selon le droit demandé, donc selon le formulaire."""
    return Breakdown(Right, {code: Count(of_right(RECEIVED, code)) for code in Right.values}, whole=RECEIVED)


@indicator("Dossiers de droits reçus par voie d'arrivée", RECEIVED_FILES, SINCE)
def rights_files_by_channel():
    """Nombre de dossiers de droits reçus pendant la période, selon la voie par laquelle ils sont arrivés."""
    return Breakdown(Channel, {code: Count(RECEIVED.where(channel=code)) for code in ARRIVALS}, whole=RECEIVED)


@indicator("Part des dossiers de droits complets au dépôt", RECEIVED_FILES, SINCE)
def rights_files_complete_share():
    """Part des dossiers de droits reçus dont la liste de documents était complète le jour du dépôt. Un document écarté
    depuis (illisible, trop ancien) compte comme manquant."""
    return Share(RECEIVED.where(complete_at_deposit=True), among=RECEIVED)


@indicator("Part des dossiers de droits renvoyés", RECEIVED_FILES, SINCE)
def rights_files_returned_share():
    """Part des dossiers de droits reçus pour lesquels un courrier au moins a demandé des documents depuis."""
    return Share(RECEIVED.where(returned=True), among=RECEIVED)


@indicator("Part des dossiers de droits opposables", RECEIVED_FILES, SINCE)
def rights_files_opposable_share():
    """Part des dossiers de droits reçus qui suivent la liste de première intention : ils ne peuvent pas être renvoyés
    comme incomplets."""
    return Share(OPPOSABLE, among=RECEIVED)


@indicator("Dossiers opposables renvoyés", RECEIVED_FILES, SINCE)
def rights_files_opposable_returned():
    """Nombre de dossiers de droits reçus pour lesquels un courrier a demandé des documents alors qu'ils étaient
    opposables ce jour-là, d'après ce que la base a noté au moment de la demande. Ce nombre doit être nul."""
    return Count(RECEIVED.where(opposable_returned=True))


class Ending(TextChoices):
    """How a file was answered."""

    ACCEPTED = Outcome.ACCEPTED.value, "Accord"
    REFUSED = Outcome.REFUSED.value, "Refus"
    CLOSED_WITHOUT_FOLLOW_UP = Outcome.CLOSED_WITHOUT_FOLLOW_UP.value, "Classement sans suite"
    WITHDRAWN = "withdrawn", "Retrait par la personne"


@indicator("Dossiers de droits selon la réponse", ANSWERED_FILES, SINCE)
def rights_files_by_outcome():
    """Nombre de dossiers de droits qui ont eu leur réponse pendant la période, selon cette réponse. Une décision
    corrigée depuis compte pour ce que dit la dernière."""
    return Breakdown(Ending, {code: Count(ANSWERED.where(outcome=code)) for code in Ending.values}, whole=ANSWERED)


@indicator("Part des accords par droit demandé", ANSWERED_FILES, SINCE)
def rights_files_accepted_share_by_right():
    """Pour chaque droit demandé, part des accords parmi les dossiers de droits qui ont eu leur réponse pendant la
    période."""
    by_right = {code: of_right(ANSWERED, code) for code in Right.values}
    return Breakdown(Right, {code: Share(_accepted(those), among=those) for code, those in by_right.items()})


@indicator("Délai moyen de réponse", ANSWERED_FILES, SINCE)
def rights_files_mean_days():
    """Nombre moyen de jours entre la réception du dossier de droits et sa réponse (la première, s'il y en a eu
    plusieurs)."""
    return MeanDays(ANSWERED)


@indicator("Délai moyen de réponse par droit demandé", ANSWERED_FILES, SINCE)
def rights_files_mean_days_by_right():
    """Nombre moyen de jours entre la réception du dossier de droits et sa réponse, selon le droit demandé."""
    return Breakdown(Right, {code: MeanDays(of_right(ANSWERED, code)) for code in Right.values}, whole=ANSWERED)


class Examiner(TextChoices):
    """Who examines a file."""

    FUND = "fund", "La caisse elle-même"
    BODY = "body", "Un organisme compétent pour elle"


@indicator("Délai moyen de réponse selon qui examine", ANSWERED_FILES, SINCE)
def rights_files_mean_days_by_examiner():
    """Nombre moyen de jours entre la réception du dossier de droits et sa réponse, selon que la caisse l'examine
    elle-même ou qu'un autre organisme le fait pour elle (pôle de l'AME, CREIC)."""
    by_examiner = {
        Examiner.FUND.value: ANSWERED.where(examined_by=F("fund")),
        Examiner.BODY.value: ANSWERED.where(~Q(examined_by=F("fund"))),
    }
    return Breakdown(Examiner, {code: MeanDays(those) for code, those in by_examiner.items()}, whole=ANSWERED)


@indicator("Documents reçus", PAPERS, SINCE)
def papers_received():
    """Nombre de documents joints aux dossiers de droits pendant la période, par la caisse, par qui aide ou par la
    personne elle-même."""
    return Count(SUPPLIED)


class SetAside(TextChoices):
    """Why a document does not serve."""

    ILLEGIBLE = "illegible", "Illisible"
    OUTDATED = "outdated", "Trop ancien"
    MISFILED = "misfiled", "Rangé par erreur"


@indicator("Part des documents écartés", PAPERS, SINCE)
def papers_set_aside_share():
    """Part des documents joints aux dossiers de droits qui ont été écartés depuis : illisibles, trop anciens, ou
    rangés par erreur."""
    return Share(SET_ASIDE, among=SUPPLIED)


@indicator("Documents écartés selon la raison", PAPERS, SINCE)
def papers_set_aside_by_reason():
    """Nombre de documents joints aux dossiers de droits pendant la période et écartés depuis, selon la raison."""
    parts = {code: Count(SET_ASIDE.where(set_aside=code)) for code in SetAside.values}
    return Breakdown(SetAside, parts, whole=SET_ASIDE)


@indicator(
    "Part des décisions rejouées à l'identique",
    Basis(
        "Décisions de la période que le calcul a rejouées.",
        "Les décisions sans calcul, et celles que la même version de la loi n'a pas pu rejouer.",
    ),
    SINCE,
)
def decisions_replayed_equal_share():
    """Part des décisions rejouées pour lesquelles le calcul donne, de la situation gardée avec la décision, la réponse
    gardée avec elle, explication comprise. Les décisions nouvelles sont rejouées chaque nuit, par la version de la loi
    qui les a proposées."""
    return Share(REPLAYED.where(replays=True), among=REPLAYED)
