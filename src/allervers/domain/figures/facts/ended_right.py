"""One fact for each right that ended and that nothing followed on the next day."""

from django.db import models

from allervers.publishing.ended import SOON

from . import DAYS, Fact, declare

VIEW = f"""
select id, fund_id, ended_on, ended_on + {SOON} as settled_on, "right" as entitlement, age, cause, reopened_on,
       coalesce(reopened_on - ended_on <= {SOON}, false) as reopened_soon
from coverage_endedright
"""


@declare(
    kind="ended_right",
    view=VIEW,
    dates={"ended_on": "ended", "settled_on": "settled"},
    rewritten_by={"coverage_endedright": "select new.id"},
    removed_with="coverage_endedright",
    words=("droit fini", "droits finis"),
    adds_up={DAYS: "reopened_on - ended_on - 1"},
)
class EndedRightFact(Fact):
    """One right that ended. `settled_on`: the day on which one knows whether it opened again soon."""

    ended_on = models.DateField("dernier jour")
    settled_on = models.DateField(f"{SOON}e jour")
    entitlement = models.CharField("droit", max_length=10)
    age = models.SmallIntegerField("âge ce jour-là", null=True)
    cause = models.CharField("cause", max_length=20, blank=True)
    reopened_on = models.DateField("rouvert le", null=True)
    reopened_soon = models.BooleanField(f"rouvert en {SOON} jours")

    class Meta:
        app_label = "figures"
        indexes = [
            models.Index(fields=["fund", "ended_on"], name="ended_right_fact_by_fund"),
            models.Index(fields=["fund", "settled_on"], name="ended_right_fact_settled"),
        ]
