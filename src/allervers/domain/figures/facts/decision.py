"""One fact for each decision on a rights file, corrected since or not."""

from django.db import models

from . import Fact, declare

VIEW = """
select d.id, d.fund_id, d."on" as decided_on,
       d.replayed_on is not null as replayed, coalesce(d.replays, false) as replays
from rights_files_decision d join rights_files_rightsfile f on f.id = d.file_id
where f.channel <> 'control'
"""


@declare(
    kind="decision",
    view=VIEW,
    dates={"decided_on": "decided"},
    rewritten_by={"rights_files_decision": "select new.id"},
    words=("décision", "décisions"),
    feminine=True,
)
class DecisionFact(Fact):
    """One decision; `replayed`: the law library was asked again, `replays`: it answered the same."""

    decided_on = models.DateField("date de décision")
    replayed = models.BooleanField("rejouée")
    replays = models.BooleanField("rejouée à l’identique")

    class Meta:
        app_label = "figures"
        indexes = [models.Index(fields=["fund", "decided_on"], name="decision_fact_by_fund")]
