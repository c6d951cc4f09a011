"""One fact for each rights file that was deposited, answered or not."""

from django.db import models

from ...organisations.models import Organisation
from . import DAYS, Fact, declare

# The day of the answer is that of the first decision; what was decided is what the last one says. A paper that was set
# aside later was not there: the file was not complete on the day of its deposit.
VIEW = """
select f.id, f.fund_id, f.received_on,
       coalesce(decided.first_on, case when ended.otherwise then f.status_since end) as answered_on,
       f."right" as right_asked, f.channel, coalesce(f.handled_by_id, f.fund_id) as examined_by_id,
       case when ended.otherwise then f.status else coalesce(decided.outcome, '') end as outcome,
       coalesce(f.complete_since <= (f.deposited_at at time zone 'Europe/Paris')::date, false) as complete_at_deposit,
       asked.requests > 0 as returned, rights_file_binds(f.id) as opposable,
       coalesce(asked.bound, false) as opposable_returned
from rights_files_rightsfile f
cross join lateral (select f.status in ('closed_without_follow_up', 'withdrawn') as otherwise) ended
cross join lateral (
  select min(d."on") as first_on, (array_agg(d.outcome order by d.number desc))[1] as outcome
  from rights_files_decision d where d.file_id = f.id) decided
cross join lateral (
  select count(*) as requests, bool_or(r.file_bound) as bound
  from rights_files_papersrequest r where r.file_id = f.id) asked
where f.status <> 'draft' and f.channel <> 'control'
"""


@declare(
    kind="rights_file",
    view=VIEW,
    dates={"received_on": "rights_file_received", "answered_on": "rights_file_answered"},
    rewritten_by={
        "rights_files_rightsfile": "select new.id",
        "rights_files_decision": "select new.file_id",
        "rights_files_papersrequest": "select new.file_id",
        "rights_files_suppliedpaper": "select new.file_id",
        "rights_files_requiredpaper(not_concerned)": "select new.file_id",
        "documents_document(scan)": "select file_id from rights_files_suppliedpaper where document_id = new.id",
    },
    words=("dossier de droits", "dossiers de droits"),
    adds_up={DAYS: "answered_on - received_on"},
)
class RightsFileFact(Fact):
    """One rights file."""

    received_on = models.DateField("date de réception")
    answered_on = models.DateField("date de réponse", null=True)
    right_asked = models.CharField("droit demandé", max_length=20)
    channel = models.CharField("voie d’arrivée", max_length=20)
    examined_by = models.ForeignKey(
        Organisation, verbose_name="examiné par", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    outcome = models.CharField("réponse", max_length=30, blank=True)
    complete_at_deposit = models.BooleanField("complet au dépôt")
    returned = models.BooleanField("renvoyé pour un document")
    opposable = models.BooleanField("opposable")
    opposable_returned = models.BooleanField("renvoyé bien qu’opposable")

    class Meta:
        app_label = "figures"
        indexes = [
            models.Index(fields=["fund", "received_on"], name="rights_file_fact_by_fund"),
            models.Index(fields=["fund", "answered_on"], name="rights_file_fact_answered"),
        ]
