"""Rights that ended, why, and those that opened again."""

import datetime

from django.db.models import Q, TextChoices

from allervers.publishing.ended import AGES, CAUSES, NOT_KNOWN, PROCEDURAL, SOON

from ..catalogue import Basis, indicator
from ..populations import (
    ENDED,
    ENDED_AND_REOPENED,
    ENDED_FOR,
    ENDED_FOR_KNOWN_CAUSE,
    ENDED_FOR_UNKNOWN_CAUSE,
    SETTLED,
)
from ..shapes import Breakdown, Count, MeanDays, Share

TITLE = "Droits finis"
SINCE = datetime.date(2026, 11, 29)

BASIS = Basis(
    "Droits dont le dernier jour est dans la période et que rien de la même couverture ne suit le lendemain (droits de"
    " base et AME sont une seule couverture).",
    "Les droits des personnes que l'accompagnement ne connaît pas.",
)


def _choices(name: str, labels: dict[str, str]) -> type[TextChoices]:
    return TextChoices(name, [(code.upper(), (code, label)) for code, label in labels.items()])


Age = _choices("Age", AGES)
Cause = _choices("Cause", CAUSES | {"unknown": NOT_KNOWN})
_OF_AGE = {"child": Q(age__lt=18), "adult": Q(age__gte=18), "unknown": Q(age__isnull=True)}
_OF_CAUSE = ENDED_FOR | {Cause.UNKNOWN.value: ENDED_FOR_UNKNOWN_CAUSE}


@indicator("Droits finis", BASIS, since=SINCE)
def ended_rights():
    """Nombre de droits qui ont fini pendant la période sans que rien de la même couverture ne les suive le
    lendemain."""
    return Count(ENDED)


@indicator("Droits finis selon l'âge", BASIS, since=SINCE)
def ended_rights_by_age():
    """Nombre de droits finis, selon l'âge de la personne ce jour-là : les enfants à part."""
    return Breakdown(Age, {code: Count(ENDED.where(those)) for code, those in _OF_AGE.items()}, whole=ENDED)


@indicator("Droits finis selon la cause", BASIS, since=SINCE)
def ended_rights_by_cause():
    """Nombre de droits finis, selon leur cause. Une cause est notée par la caisse, ou suit d'une renonciation reçue ;
    aucune n'est devinée."""
    return Breakdown(Cause, {code: Count(those) for code, those in _OF_CAUSE.items()}, whole=ENDED)


@indicator("Part procédurale des droits finis", BASIS, since=SINCE)
def ended_rights_procedural_share():
    """Parmi les droits finis dont la cause est connue, part de ceux qui ont fini parce qu'une demande ou un document
    manquait."""
    return Share(ENDED_FOR[PROCEDURAL], among=ENDED_FOR_KNOWN_CAUSE)


@indicator(
    f"Part des droits rouverts en {SOON} jours",
    Basis(
        f"Droits finis dont le {SOON}e jour sans droits est dans la période : avant, on ne sait pas s'ils se rouvrent.",
        "Les droits des personnes que l'accompagnement ne connaît pas.",
    ),
    since=SINCE,
)
def ended_rights_reopened_soon_share():
    """Part des droits finis qui se sont rouverts en 90 jours ou moins, et ont donc été perdus pour rien."""
    return Share(SETTLED.where(reopened_soon=True), among=SETTLED)


@indicator(
    "Durée moyenne sans droits",
    Basis("Droits finis pendant la période et rouverts depuis.", "Les droits qui ne se sont pas rouverts."),
    since=SINCE,
)
def ended_rights_mean_days_without():
    """Nombre moyen de jours sans droits, pour les droits finis pendant la période qui se sont rouverts depuis."""
    return MeanDays(ENDED_AND_REOPENED)
