"""What became of the files, by who reported them."""

from ...referrals.codes import DetectorFamily, PartnerCategory
from ..catalogue import Basis, indicator
from ..populations import CLOSED, NEVER_OPENED, WITH_CARE
from ..shapes import Ranking, Share
from .additions import SUMS

TITLE = "Partenaires"

_OF_PARTNERS = CLOSED.where(detector_family=DetectorFamily.PARTNER.value)
_BY_PARTNER = {code: _OF_PARTNERS.where(detector_category=code) for code in PartnerCategory.values}
SUMS += [(_OF_PARTNERS, list(_BY_PARTNER.values()))]


@indicator(
    "Les dix premiers réseaux partenaires",
    Basis(
        "Dossiers clos pendant la période, dont la saisine vient d'un partenaire.",
        "Les saisines de l'Assurance Maladie et des professionnels de santé.",
    ),
)
def top_external_detectors():
    """Les dix réseaux de partenaires d'où viennent le plus de dossiers clos pendant la période. Pour chacun : nombre
    de dossiers clos, part de ceux qui comprennent la thématique « soins », part des non pertinents (y compris les
    personnes injoignables) et nombre de caisses concernées. Les professionnels de santé n'y sont pas."""
    return Ranking(
        PartnerCategory,
        _BY_PARTNER,
        counted_as="accompaniments",
        shares={
            "care_share": {code: Share(those.where(WITH_CARE), among=those) for code, those in _BY_PARTNER.items()},
            "not_relevant_share": {
                code: Share(those.where(NEVER_OPENED), among=those) for code, those in _BY_PARTNER.items()
            },
        },
    )
