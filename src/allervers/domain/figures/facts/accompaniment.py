"""One fact for each accompaniment, opened or not, closed or not."""

from django.db import models

from . import AGES, DAYS, codes, declare
from .referral import FileFact, ReferralFact

C2S_OF_UNKNOWN_CLASS = "some"
"""In `c2s_at_end` beside the codes of `C2sAtEnd`: a history can say that there is a C2S without saying which."""

_OF_REFERRAL = ", ".join(f"f.{field.column}" for field in FileFact._meta.local_fields if field.column != "id")
VIEW = f"""
select a.id, {_OF_REFERRAL},
       a.opened_on, a.closed_on, a.closure_reason, a.themes, a.outcomes, a.care_types, a.publics,
       a.gp_declared_at_end, a.c2s_at_end, a.ald_exemption_at_end,
       array[]::varchar(30)[] as specialties
from ({ReferralFact.declaration.view}) f join accompaniment_accompaniment a on a.referral_id = f.id
"""


@declare(
    kind="accompaniment",
    view=VIEW,
    dates={"closed_on": "closed"},
    undated="open",
    rewritten_by={
        "accompaniment_accompaniment": "select new.id",
        "referrals_referral": "select id from accompaniment_accompaniment where referral_id = new.id",
        "people_person(sex, birth_date)": "select id from accompaniment_accompaniment where person_id = new.id",
    },
    words=("dossier clos", "dossiers clos"),
    adds_up={DAYS: "closed_on - received_on", AGES: "age"},
    publics_by="closed_on",
)
class AccompanimentFact(FileFact):
    """One accompaniment."""

    opened_on = models.DateField("date d’ouverture", null=True)
    closed_on = models.DateField("date de clôture", null=True)
    closure_reason = models.CharField("motif de clôture", max_length=30, blank=True)
    themes = codes("thématiques")
    outcomes = codes("gains")
    care_types = codes("types de soins")
    # Only an imported history says which; a file of our own says the type of care.
    specialties = codes("spécialités", db_default=[])
    publics = codes("publics")
    gp_declared_at_end = models.BooleanField("médecin traitant à la fin", null=True)
    c2s_at_end = models.CharField("C2S à la fin", max_length=20, blank=True)
    ald_exemption_at_end = models.BooleanField("ALD à la fin", null=True)

    class Meta:
        indexes = [models.Index(fields=["fund", "closed_on"], name="accompaniment_fact_by_fund")]
