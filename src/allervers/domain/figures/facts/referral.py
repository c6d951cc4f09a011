"""One fact for each referral received, and what a file's facts have in common."""

from django.db import models

from . import Fact, codes, declare


class FileFact(Fact):
    """What is known of a file from its referral on: detector, reasons, and the person's sex and age then, if known.

    A fund's history from its former tool comes as facts too (`history`), `imported`: no person stands behind them.
    """

    received_on = models.DateField("date de réception")
    detector_family = models.CharField("famille du détecteur", max_length=30)
    detector_category = models.CharField("détecteur", max_length=30)
    reasons = codes("cadre de la saisine")
    sex = models.CharField("sexe", max_length=1, blank=True)
    age = models.SmallIntegerField("âge", null=True)
    studies_opposed = models.BooleanField("opposition aux études", default=False)
    imported = models.BooleanField("repris d'un ancien outil", default=False, db_default=False)

    class Meta:
        abstract = True


# The person, once there is one, knows better than who reported her.
VIEW = """
select r.id, r.fund_id, r.received_on, r.detector_family, r.detector_category, r.reasons,
       coalesce(nullif(p.sex, ''), r.sex) as sex,
       extract(year from age(r.received_on, coalesce(p.birth_date, r.birth_date)))::smallint as age,
       r.studies_opposed, r.urgent, r.forgone_care, r.forgone_since, r.forgone_causes, false as imported
from (select *, (received_at at time zone 'Europe/Paris')::date as received_on from referrals_referral) r
left join accompaniment_accompaniment a on a.referral_id = r.id
left join people_person p on p.id = a.person_id
"""


@declare(
    kind="referral",
    view=VIEW,
    dates={"received_on": "received"},
    rewritten_by={
        "referrals_referral": "select new.id",
        "accompaniment_accompaniment": "select new.referral_id",
        "people_person(sex, birth_date)": """
            select referral_id from accompaniment_accompaniment where person_id = new.id""",
    },
    words=("saisine", "saisines"),
    feminine=True,
)
class ReferralFact(FileFact):
    """One referral received."""

    urgent = models.BooleanField("urgence", default=False)
    forgone_care = codes("soins non réalisés")
    forgone_since = models.CharField("durée du renoncement", max_length=20, blank=True)
    forgone_causes = codes("causes du renoncement")

    class Meta:
        indexes = [models.Index(fields=["fund", "received_on"], name="referral_fact_by_fund")]
