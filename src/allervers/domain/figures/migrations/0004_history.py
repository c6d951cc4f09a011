"""Facts may come from a fund's former tool: they say so, and know specialties that a file of our own does not have."""

import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.migrations import RunSQL

# As in 0003, each with its new columns at the end.
VIEWS = RunSQL(
    """
    create or replace view fact_of_referral with (security_invoker = true) as
      select id, fund_id, received_on, detector_family, detector_category, reasons, known_sex as sex,
             extract(year from age(received_on, born_on))::smallint as age, studies_opposed,
             urgent, forgone_care, forgone_since, forgone_causes, false as imported
      from (
        select r.id, r.fund_id, r.detector_family, r.detector_category, r.reasons, r.studies_opposed, r.urgent,
               r.forgone_care, r.forgone_since, r.forgone_causes,
               (r.received_at at time zone 'Europe/Paris')::date as received_on,
               coalesce(nullif(p.sex, ''), r.sex) as known_sex, coalesce(p.birth_date, r.birth_date) as born_on
        from referrals_referral r
        left join accompaniment_accompaniment a on a.referral_id = r.id
        left join people_person p on p.id = a.person_id
      ) file;

    create or replace view fact_of_accompaniment with (security_invoker = true) as
      select a.id, a.referral_id,
             f.fund_id, f.received_on, f.detector_family, f.detector_category, f.reasons, f.sex, f.age, f.studies_opposed,
             a.opened_on, a.closed_on, a.closure_reason, a.themes, a.outcomes, a.care_types, a.publics,
             a.gp_declared_at_end, a.c2s_at_end, a.ald_exemption_at_end,
             f.imported, array[]::varchar(30)[] as specialties
      from fact_of_referral f join accompaniment_accompaniment a on a.referral_id = f.id;
    """,
    # The functions that read them name their columns: without the new ones they are as before.
    RunSQL.noop,
)


class Migration(migrations.Migration):
    dependencies = [("figures", "0003_facts_as_views")]

    operations = [
        migrations.AddField(
            model_name="accompanimentfact",
            name="imported",
            field=models.BooleanField(db_default=False, default=False, verbose_name="repris d'un ancien outil"),
        ),
        migrations.AddField(
            model_name="accompanimentfact",
            name="specialties",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=30), db_default=[], default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="referralfact",
            name="imported",
            field=models.BooleanField(db_default=False, default=False, verbose_name="repris d'un ancien outil"),
        ),
        VIEWS,
    ]
