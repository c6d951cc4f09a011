"""One fact for each field action: which day, for whom, with whom, and how many persons were reached."""

from django.db import models

from . import Fact, declare

TARGETED, INFORMED, HELPED = "targeted", "informed", "helped"
"""What can be added up: persons invited, informed, helped; those of an action that does not say it count for none."""

VIEW = """
select id, fund_id, held_on, public, coalesce(outside_premises, false) as outside_premises,
       cardinality(partners) > 0 as co_built, cardinality(services) > 1 as multidisciplinary,
       coalesce(territorial_diagnosis, false) as territorial_diagnosis, targeted, informed, helped
from field_actions_fieldaction where withdrawn_at is null
"""


@declare(
    kind="fieldaction",
    view=VIEW,
    dates={"held_on": "actions"},
    rewritten_by={"field_actions_fieldaction": "select new.id"},
    removed_with="field_actions_fieldaction",
    removed_when="new.withdrawn_at is not null",
    adds_up={name: name for name in (TARGETED, INFORMED, HELPED)},
    words=("action d'aller-vers", "actions d'aller-vers"),
    feminine=True,
)
class FieldActionFact(Fact):
    """One action. What was not said of it (outside, diagnosis) counts as not so: shares are over all actions."""

    held_on = models.DateField("date de l'action")
    public = models.CharField("public", max_length=20)
    outside_premises = models.BooleanField("hors les murs")
    co_built = models.BooleanField("construite avec un partenaire")
    multidisciplinary = models.BooleanField("plusieurs services")
    territorial_diagnosis = models.BooleanField("d'après le diagnostic territorial")
    targeted = models.IntegerField("personnes ciblées", null=True)
    informed = models.IntegerField("personnes informées", null=True)
    helped = models.IntegerField("personnes aidées", null=True)

    class Meta:
        app_label = "figures"
        indexes = [models.Index(fields=["fund", "held_on"], name="field_action_fact_by_fund")]
