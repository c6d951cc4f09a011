"""One fact for each document that was joined to a rights file."""

from django.db import models

from . import Fact, declare

VIEW = """
select s.document_id as id, s.fund_id, s.supplied_on,
       case when s.misfiled then 'misfiled' else s.set_aside end as set_aside
from rights_files_suppliedpaper s
"""


@declare(
    kind="paper",
    view=VIEW,
    dates={"supplied_on": "paper_supplied"},
    rewritten_by={"rights_files_suppliedpaper": "select new.document_id"},
    words=("document reçu", "documents reçus"),
)
class PaperFact(Fact):
    """One document; `set_aside` is empty as long as it is kept for what it was sent for."""

    supplied_on = models.DateField("date de réception")
    set_aside = models.CharField("écarté", max_length=10, blank=True)

    class Meta:
        app_label = "figures"
        indexes = [models.Index(fields=["fund", "supplied_on"], name="paper_fact_by_fund")]
