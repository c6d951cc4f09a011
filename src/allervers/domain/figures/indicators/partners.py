"""Agreements with partners: how many funds have one, network by network."""

import datetime

from ...partners.codes import Network
from ..catalogue import Basis, indicator
from ..facts.agreement_year import AgreementYearFact
from ..shapes import Breakdown, Population
from ..tables import FundsCount

TITLE = "Partenariats"
SINCE = datetime.date(2026, 11, 30)
IN_FORCE = Population(AgreementYearFact, "in_force_on")


@indicator(
    "Caisses ayant une convention, selon le réseau",
    Basis(
        "Conventions en vigueur le 31 décembre de la période, nationales, locales et tripartites.",
        "Les conventions retirées ; une période sans 31 décembre, ou pour laquelle aucune convention n'est connue, n'a "
        "pas de valeur.",
    ),
    SINCE,
)
def agreements_by_network():
    """Nombre de caisses qui ont au moins une convention en vigueur le 31 décembre avec le réseau. Ce sont des nombres
    de caisses, pas de personnes : rien n'y est masqué."""
    return Breakdown(
        Network, {code: FundsCount(IN_FORCE.where(network=code), among=IN_FORCE) for code in Network.values}
    )
