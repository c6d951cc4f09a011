"""Who reports whom: referrals received, and from where. Published figures have always called them « détections »."""

from django.db.models import TextChoices

from ...referrals.codes import CATEGORIES, DetectorFamily, Reason
from ..catalogue import RECEIVED_FILES, Basis, indicator
from ..populations import (
    FOR_CARE,
    RECEIVED,
    RECEIVED_FOR_CARE,
    RECEIVED_FROM_OUTSIDE,
    RECEIVED_INTERNALLY,
    received_by_family,
    received_for,
)
from ..shapes import Breakdown, Count, Share
from ..tables import ByFund, FundsByShare

TITLE = "Détections"

EXTERNAL_SHARE = Share(RECEIVED_FROM_OUTSIDE, among=RECEIVED)


@indicator("Détections", RECEIVED_FILES)
def detections():
    """Nombre de saisines reçues pendant la période, quel que soit le détecteur. Sont comptées aussi les saisines qui
    attendent encore d'être examinées et celles qui sont ensuite closes comme non pertinentes. Une personne signalée
    deux fois compte deux fois."""
    return Count(RECEIVED)


@indicator("Part des détections pour un renoncement aux soins", RECEIVED_FILES)
def detections_care_share():
    """Part des saisines reçues dont le cadre comprend un renoncement ou une difficulté d'accès aux soins, liés ou non
    à un handicap. Les autres cadres (droits, numérique, situation sociale complexe) peuvent y figurer aussi."""
    return Share(RECEIVED_FOR_CARE, among=RECEIVED)


@indicator("Détections par cadre", RECEIVED_FILES)
def detections_by_reason():
    """Nombre de saisines reçues, selon ce qui est signalé. Une saisine peut avoir plusieurs cadres : le total dépasse
    alors le nombre de saisines."""
    return Breakdown(Reason, {reason: Count(received_for(reason)) for reason in Reason.values})


@indicator("Part des détections externes", RECEIVED_FILES)
def detections_external_share():
    """Part des saisines reçues de l'extérieur de l'Assurance Maladie : partenaires et professionnels de santé."""
    return EXTERNAL_SHARE


@indicator("Détections par famille de détecteurs", RECEIVED_FILES)
def detections_by_family():
    """Nombre de saisines reçues, selon la famille du détecteur : Assurance Maladie, professionnels de santé ou
    partenaires. Chaque saisine est dans une seule famille."""
    return Breakdown(
        DetectorFamily,
        {family: Count(received_by_family(family)) for family in DetectorFamily.values},
        whole=RECEIVED,
    )


def _by_category(family: str) -> Breakdown:
    whole = received_by_family(family)
    codes = CATEGORIES[family]
    return Breakdown(codes, {code: Count(whole.where(detector_category=code)) for code in codes.values}, whole=whole)


@indicator(
    "Détections internes par service",
    Basis("Saisines reçues de l'Assurance Maladie.", "Les saisines des partenaires et des professionnels de santé."),
)
def detections_by_internal_category():
    """Nombre de saisines reçues de l'Assurance Maladie elle-même, selon le service qui a repéré la personne. Les
    saisines des partenaires et des professionnels de santé n'y sont pas."""
    return _by_category(DetectorFamily.INTERNAL.value)


@indicator(
    "Détections des professionnels de santé par profession",
    Basis("Saisines reçues des professionnels de santé.", "Les saisines de l'Assurance Maladie et des partenaires."),
)
def detections_by_health_professional_category():
    """Nombre de saisines reçues des professionnels de santé, selon leur profession. Les saisines de l'Assurance
    Maladie et des partenaires n'y sont pas."""
    return _by_category(DetectorFamily.HEALTH_PROFESSIONAL.value)


@indicator(
    "Détections des partenaires par réseau",
    Basis("Saisines reçues des partenaires.", "Les saisines de l'Assurance Maladie et des professionnels de santé."),
)
def detections_by_partner_category():
    """Nombre de saisines reçues des partenaires, selon leur réseau. Les saisines de l'Assurance Maladie et des
    professionnels de santé n'y sont pas."""
    return _by_category(DetectorFamily.PARTNER.value)


class Origin(TextChoices):
    INTERNAL = "internal", "Assurance Maladie"
    EXTERNAL = "external", "Partenaires et professionnels de santé"


@indicator("Part des renoncements aux soins selon l'origine", RECEIVED_FILES)
def detections_care_share_by_origin():
    """Part des saisines dont le cadre comprend un renoncement ou une difficulté d'accès aux soins, d'une part dans
    celles qui viennent de l'Assurance Maladie, d'autre part dans celles qui viennent de l'extérieur."""
    origins = {Origin.INTERNAL.value: RECEIVED_INTERNALLY, Origin.EXTERNAL.value: RECEIVED_FROM_OUTSIDE}
    return Breakdown(Origin, {code: Share(those.where(FOR_CARE), among=those) for code, those in origins.items()})


@indicator("Part des détections externes, caisse par caisse", RECEIVED_FILES)
def detections_external_share_by_fund():
    """Pour chaque caisse, part des saisines reçues de l'extérieur de l'Assurance Maladie : partenaires et
    professionnels de santé. Les caisses qui n'ont rien reçu pendant la période n'y sont pas."""
    return ByFund(EXTERNAL_SHARE)


class ExternalShareBand(TextChoices):
    UNDER_20 = "under_20", "Moins de 20 %"
    FROM_20_TO_40 = "20_to_40", "De 20 % à 40 %"
    OVER_40 = "40_and_over", "40 % et plus"


@indicator(
    "Caisses selon leur part de détections externes",
    Basis(
        "Caisses qui ont reçu onze saisines ou plus pendant la période.",
        "Les caisses qui en ont reçu moins : une part n'y dirait rien ; celles dont la part n'est pas communiquée.",
    ),
)
def funds_by_external_share():
    """Nombre de caisses dont la part de détections externes (partenaires et professionnels de santé) est de moins de
    20 %, de 20 % à moins de 40 %, ou de 40 % et plus. Seules sont comptées les caisses qui ont reçu onze saisines ou
    plus pendant la période, et dont la part est communiquée."""
    starts = {
        ExternalShareBand.UNDER_20.value: 0.0,
        ExternalShareBand.FROM_20_TO_40.value: 0.2,
        ExternalShareBand.OVER_40.value: 0.4,
    }
    return FundsByShare(ExternalShareBand, EXTERNAL_SHARE, starts)
