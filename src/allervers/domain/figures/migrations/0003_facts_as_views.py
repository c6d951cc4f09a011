"""What the fact of a file is, said once: two views, read by the triggers for one file and by bulk loads for many.

They name the columns that they read: a migration that changes the type of one must drop and write them again.
They are not for the application (`privileges.py` gives it nothing on them), and they show under row-level security
what their reader may see, so that a grant made by mistake would open nothing.
"""

from django.db import migrations
from django.db.migrations import RunSQL

VIEWS = RunSQL(
    """
    create view fact_of_referral with (security_invoker = true) as
      select id, fund_id, received_on, detector_family, detector_category, reasons, known_sex as sex,
             extract(year from age(received_on, born_on))::smallint as age, studies_opposed,
             urgent, forgone_care, forgone_since, forgone_causes
      from (
        select r.id, r.fund_id, r.detector_family, r.detector_category, r.reasons, r.studies_opposed, r.urgent,
               r.forgone_care, r.forgone_since, r.forgone_causes,
               (r.received_at at time zone 'Europe/Paris')::date as received_on,
               coalesce(nullif(p.sex, ''), r.sex) as known_sex, coalesce(p.birth_date, r.birth_date) as born_on
        from referrals_referral r
        left join accompaniment_accompaniment a on a.referral_id = r.id
        left join people_person p on p.id = a.person_id
      ) file;

    create view fact_of_accompaniment with (security_invoker = true) as
      select a.id, a.referral_id,
             f.fund_id, f.received_on, f.detector_family, f.detector_category, f.reasons, f.sex, f.age, f.studies_opposed,
             a.opened_on, a.closed_on, a.closure_reason, a.themes, a.outcomes, a.care_types, a.publics,
             a.gp_declared_at_end, a.c2s_at_end, a.ald_exemption_at_end
      from fact_of_referral f join accompaniment_accompaniment a on a.referral_id = f.id;
    """,
    "drop view fact_of_accompaniment; drop view fact_of_referral;",
)

WRITE_FACTS = RunSQL(
    """
    create or replace function write_facts(file uuid) returns void language sql
    security definer set search_path = public, pg_temp as $$
      insert into figures_referralfact (
        id, fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
        urgent, forgone_care, forgone_since, forgone_causes)
      select id, fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
             urgent, forgone_care, forgone_since, forgone_causes
      from fact_of_referral where id = file
      on conflict (id) do update set
        (fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
         urgent, forgone_care, forgone_since, forgone_causes) =
        (excluded.fund_id, excluded.received_on, excluded.detector_family, excluded.detector_category,
         excluded.reasons, excluded.sex, excluded.age, excluded.studies_opposed,
         excluded.urgent, excluded.forgone_care, excluded.forgone_since, excluded.forgone_causes);

      insert into figures_accompanimentfact (
        id, fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
        opened_on, closed_on, closure_reason, themes, outcomes, care_types, publics,
        gp_declared_at_end, c2s_at_end, ald_exemption_at_end)
      select id, fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
             opened_on, closed_on, closure_reason, themes, outcomes, care_types, publics,
             gp_declared_at_end, c2s_at_end, ald_exemption_at_end
      from fact_of_accompaniment where referral_id = file
      on conflict (id) do update set
        (fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
         opened_on, closed_on, closure_reason, themes, outcomes, care_types, publics,
         gp_declared_at_end, c2s_at_end, ald_exemption_at_end) =
        (excluded.fund_id, excluded.received_on, excluded.detector_family, excluded.detector_category,
         excluded.reasons, excluded.sex, excluded.age, excluded.studies_opposed,
         excluded.opened_on, excluded.closed_on, excluded.closure_reason, excluded.themes, excluded.outcomes,
         excluded.care_types, excluded.publics,
         excluded.gp_declared_at_end, excluded.c2s_at_end, excluded.ald_exemption_at_end)
    $$;
    """,
    RunSQL.noop,
)


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_facts")]

    operations = [VIEWS, WRITE_FACTS]
