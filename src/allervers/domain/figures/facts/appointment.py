"""One fact for each appointment: which day, for what, who chose it, who had reported the person, what became of it."""

from django.db import models

from . import Fact, declare

VIEW = """
select a.id, a.fund_id, (a.starts_at at time zone 'Europe/Paris')::date as met_on, a.state, a.origin, o.kind, o.way,
       coalesce(r.detector_family, '') as detector_family, coalesce(r.detector_category, '') as detector_category
from appointments_appointment a
join appointments_opening o on o.id = a.opening_id
left join accompaniment_accompaniment f on f.id = a.accompaniment_id
left join referrals_referral r on r.id = f.referral_id
"""


@declare(
    kind="appointment",
    view=VIEW,
    dates={"met_on": "met"},
    rewritten_by={"appointments_appointment": "select new.id"},
    words=("rendez-vous", "rendez-vous"),
)
class AppointmentFact(Fact):
    """One appointment. Without an accompaniment, nobody is known to have reported the person."""

    met_on = models.DateField("date du rendez-vous")
    state = models.CharField("état", max_length=10)
    origin = models.CharField("origine", max_length=10)
    kind = models.CharField("objet", max_length=20)
    way = models.CharField("comment", max_length=10)
    detector_family = models.CharField("famille du détecteur", max_length=30, blank=True)
    detector_category = models.CharField("détecteur", max_length=30, blank=True)

    class Meta:
        app_label = "figures"
        indexes = [models.Index(fields=["fund", "met_on"], name="appointment_fact_by_fund")]
