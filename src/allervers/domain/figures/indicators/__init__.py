"""The catalogue: one function per indicator, whose French docstring is its definition on every screen and report.

A function returns *what* is counted (see `shapes`), so that the same definition serves any fund, the nation and any
period, and so that the database is asked for all indicators at once. Names are those of the file formats. Shares are
fractions, durations are days.

A referral counts in the period in which it was received; a closed accompaniment in that in which it was closed.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from ..accompaniment.codes import NOT_OPENED, SUCCESSES, ClosureReason, Outcome, Theme
from ..referrals.codes import (
    CATEGORIES,
    FORGONE_CARE_REASONS,
    DetectorFamily,
    InternalCategory,
    PartnerCategory,
)
from .models import AccompanimentFact, ReferralFact
from .shapes import Breakdown, Cell, Count, Figure, MeanDays, Population, Ranking, Rest, Share


@dataclass(frozen=True)
class Indicator:
    """A figure with its name in files, its label on screens and its definition, both in French."""

    name: str
    label: str
    definition: str
    figure: Figure

    @property
    def is_of_a_period(self) -> bool:
        """False for what is counted as it stands now."""
        return all(population.dated_by for population in self.figure.counted())


CATALOGUE: dict[str, Indicator] = {}


def indicator(label: str) -> Callable[[Callable[[], Figure]], Indicator]:
    """Enter a function into the catalogue, under its own name."""

    def enter(function: Callable[[], Figure]) -> Indicator:
        definition = " ".join(inspect.getdoc(function).split())
        CATALOGUE[function.__name__] = Indicator(function.__name__, label, definition, function())
        return CATALOGUE[function.__name__]

    return enter


FOR_CARE = Q(reasons__overlap=FORGONE_CARE_REASONS)
WITH_CARE = Q(themes__contains=[Theme.CARE.value])

RECEIVED = Population(ReferralFact, "received_on")
RECEIVED_INTERNALLY = RECEIVED.where(detector_family=DetectorFamily.INTERNAL.value)
RECEIVED_FROM_OUTSIDE = RECEIVED.where(~Q(detector_family=DetectorFamily.INTERNAL.value))

OPEN = Population(AccompanimentFact, "", Q(opened_on__isnull=False, closed_on__isnull=True))
CLOSED = Population(AccompanimentFact, "closed_on")
NOT_RELEVANT = CLOSED.where(closure_reason__in=NOT_OPENED)
SUCCESSFUL = CLOSED.where(closure_reason__in=SUCCESSES)
SUCCESSFUL_CARE = SUCCESSFUL.where(WITH_CARE)
SUCCESSFUL_NON_CARE = SUCCESSFUL.where(~WITH_CARE)


def _received_by_family(family: str) -> Population:
    return RECEIVED.where(detector_family=family)


def _closed_for(reason: str) -> Population:
    return CLOSED.where(closure_reason=reason)


def _with_outcome(population: Population, outcome: str) -> Population:
    return population.where(outcomes__contains=[outcome])


@indicator("Détections")
def detections():
    """Nombre de saisines reçues pendant la période, quel que soit le détecteur. Sont comptées aussi les saisines qui
    attendent encore d'être examinées et celles qui sont ensuite closes comme non pertinentes. Une personne signalée
    deux fois compte deux fois."""
    return Count(RECEIVED)


@indicator("Part des détections pour un renoncement aux soins")
def detections_care_share():
    """Part des saisines reçues dont le cadre comprend un renoncement ou une difficulté d'accès aux soins, liés ou non
    à un handicap. Les autres cadres (droits, numérique, situation sociale complexe) peuvent y figurer aussi."""
    return Share(RECEIVED.where(FOR_CARE), among=RECEIVED)


@indicator("Part des détections externes")
def detections_external_share():
    """Part des saisines reçues de l'extérieur de l'Assurance Maladie : partenaires et professionnels de santé."""
    return Share(RECEIVED_FROM_OUTSIDE, among=RECEIVED)


@indicator("Détections par famille de détecteurs")
def detections_by_family():
    """Nombre de saisines reçues, selon la famille du détecteur : Assurance Maladie, professionnels de santé ou
    partenaires. Chaque saisine est dans une seule famille."""
    return Breakdown(
        DetectorFamily,
        {family: Count(_received_by_family(family)) for family in DetectorFamily.values},
        whole=RECEIVED,
    )


@indicator("Détections internes par service")
def detections_by_internal_category():
    """Nombre de saisines reçues de l'Assurance Maladie elle-même, selon le service qui a repéré la personne. Les
    saisines des partenaires et des professionnels de santé n'y sont pas."""
    return Breakdown(
        InternalCategory,
        {
            category: Count(RECEIVED_INTERNALLY.where(detector_category=category))
            for category in CATEGORIES[DetectorFamily.INTERNAL].values
        },
        whole=RECEIVED_INTERNALLY,
    )


@indicator("Accompagnements en cours")
def open_files():
    """Nombre d'accompagnements ouverts et pas encore clos au moment où la page s'affiche, quelle que soit la période
    choisie. Les saisines qui attendent d'être examinées n'y sont pas."""
    return Count(OPEN)


@indicator("Clôtures")
def closures():
    """Nombre de dossiers clos pendant la période, pour tous les motifs, y compris les saisines closes sans avoir été
    ouvertes (non pertinentes, personnes injoignables). Un dossier rouvert n'est plus compté."""
    return Count(CLOSED)


@indicator("Clôtures par motif")
def closures_by_reason():
    """Nombre de dossiers clos pendant la période, selon le motif de clôture. Chaque dossier a un seul motif."""
    return Breakdown(
        ClosureReason,
        {reason: Count(_closed_for(reason)) for reason in ClosureReason.values},
        whole=CLOSED,
    )


@indicator("Part des clôtures non pertinentes")
def closures_not_relevant_share():
    """Part des dossiers clos pendant la période parce que la saisine n'était pas pertinente ou que la personne est
    restée injoignable. Ces deux motifs sont comptés ensemble comme « non pertinent »."""
    return Share(NOT_RELEVANT, among=CLOSED)


@indicator("Succès")
def successes():
    """Nombre de dossiers clos pendant la période avec un succès : soins réalisés, succès sans soins réalisés, ou
    abandon avec succès partiel."""
    return Count(SUCCESSFUL)


@indicator("Taux de succès")
def success_share():
    """Part des succès (soins réalisés, succès sans soins réalisés, abandon avec succès partiel) parmi tous les
    dossiers clos pendant la période, y compris ceux qui n'ont jamais été ouverts."""
    return Share(SUCCESSFUL, among=CLOSED)


@indicator("Succès d'accompagnements « soins »")
def successes_care():
    """Nombre de dossiers clos avec un succès pendant la période, dont l'accompagnement comprend la thématique
    « soins », seule ou avec d'autres."""
    return Count(SUCCESSFUL_CARE)


@indicator("Succès d'accompagnements hors soins")
def successes_non_care():
    """Nombre de dossiers clos avec un succès pendant la période, dont l'accompagnement ne comprend pas la thématique
    « soins »."""
    return Count(SUCCESSFUL_NON_CARE)


@indicator("Durée moyenne des succès « soins »")
def mean_days_care():
    """Nombre moyen de jours entre la réception de la saisine et la clôture, pour les succès dont l'accompagnement
    comprend la thématique « soins »."""
    return MeanDays(SUCCESSFUL_CARE)


@indicator("Durée moyenne des succès hors soins")
def mean_days_non_care():
    """Nombre moyen de jours entre la réception de la saisine et la clôture, pour les succès dont l'accompagnement ne
    comprend pas la thématique « soins »."""
    return MeanDays(SUCCESSFUL_NON_CARE)


@indicator("Durée moyenne des succès")
def mean_days_successes():
    """Nombre moyen de jours entre la réception de la saisine et la clôture, pour tous les succès."""
    return MeanDays(SUCCESSFUL)


@indicator("Durée moyenne de tous les dossiers clos")
def mean_days_all_closed():
    """Nombre moyen de jours entre la réception de la saisine et la clôture, pour tous les dossiers clos pendant la
    période, succès ou non, y compris ceux qui n'ont jamais été ouverts."""
    return MeanDays(CLOSED)


@indicator("Part des accompagnements « soins » à 360°")
def global_view_share_care():
    """Part des succès « soins » dont l'accompagnement porte sur deux thématiques ou plus (accompagnement à 360°)."""
    return Share(SUCCESSFUL_CARE.where(themes__len__gte=2), among=SUCCESSFUL_CARE)


@indicator("Gains obtenus")
def outcome_share():
    """Pour chaque gain, part des succès dans lesquels la personne l'a obtenu. Un succès peut avoir plusieurs gains :
    le total dépasse alors 100 %."""
    return Breakdown(
        Outcome,
        {outcome: Share(_with_outcome(SUCCESSFUL, outcome), among=SUCCESSFUL) for outcome in Outcome.values},
    )


@indicator("Part des succès « soins » avec une guidance réussie")
def care_guidance_share_of_care_successes():
    """Part des succès « soins » dans lesquels la personne a été guidée avec succès dans le système de soins."""
    return Share(_with_outcome(SUCCESSFUL_CARE, Outcome.CARE_GUIDANCE.value), among=SUCCESSFUL_CARE)


@indicator("Les dix premiers réseaux partenaires")
def top_external_detectors():
    """Les dix réseaux de partenaires d'où viennent le plus de dossiers clos pendant la période. Pour chacun : nombre
    de dossiers clos, part de ceux qui comprennent la thématique « soins », part des non pertinents (y compris les
    personnes injoignables) et nombre de caisses concernées. Les professionnels de santé n'y sont pas."""
    closed = {
        category: CLOSED.where(detector_family=DetectorFamily.PARTNER.value, detector_category=category)
        for category in PartnerCategory.values
    }
    return Ranking(
        PartnerCategory,
        closed,
        counted_as="accompaniments",
        shares={
            "care_share": {code: Share(those.where(WITH_CARE), among=those) for code, those in closed.items()},
            "not_relevant_share": {
                code: Share(those.where(closure_reason__in=NOT_OPENED), among=those) for code, those in closed.items()
            },
        },
    )


def _sums() -> list[tuple[Cell, list[Cell]]]:
    """Additions between populations of different indicators: from some published figures, others can be worked out."""
    guided = _with_outcome(SUCCESSFUL, Outcome.CARE_GUIDANCE.value)
    guided_care = _with_outcome(SUCCESSFUL_CARE, Outcome.CARE_GUIDANCE.value)
    outside = [DetectorFamily.HEALTH_PROFESSIONAL.value, DetectorFamily.PARTNER.value]
    return [
        (RECEIVED_FROM_OUTSIDE, [_received_by_family(family) for family in outside]),
        (NOT_RELEVANT, [_closed_for(reason) for reason in NOT_OPENED]),
        (SUCCESSFUL, [_closed_for(reason) for reason in SUCCESSES]),
        (SUCCESSFUL, [SUCCESSFUL_CARE, SUCCESSFUL_NON_CARE]),
        (guided, [guided_care, Rest(guided, guided_care)]),
    ]


SUMS = _sums()
