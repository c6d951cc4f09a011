"""One fact for each 31 December on which an agreement of a fund with a partner is in force."""

from django.db import models

from ...partners.codes import Network
from . import Fact, declare

_KNOWN = ", ".join(f"'{network}'" for network in Network.values)
VIEW = f"""
select y.id, y.fund_id, y.in_force_on, a.kind,
       case when a.network in ({_KNOWN}) then a.network else '{Network.OTHER.value}' end as network
from partners_agreementyear y join partners_agreement a on a.id = y.agreement_id
"""


@declare(
    kind="agreementyear",
    view=VIEW,
    dates={"in_force_on": "agreements"},
    rewritten_by={
        "partners_agreementyear": "select new.id",
        "partners_agreement(network, kind)": "select id from partners_agreementyear where agreement_id = new.id",
    },
    removed_with="partners_agreementyear",
    words=("convention en vigueur un 31 décembre", "conventions en vigueur un 31 décembre"),
    feminine=True,
)
class AgreementYearFact(Fact):
    """One agreement on one 31 December. A network that is not ours counts as another partner."""

    in_force_on = models.DateField("en vigueur le")
    network = models.CharField("réseau", max_length=30)
    kind = models.CharField("sorte de convention", max_length=20)

    class Meta:
        app_label = "figures"
        indexes = [models.Index(fields=["fund", "in_force_on"], name="agreement_year_fact_by_fund")]
