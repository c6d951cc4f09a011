"""Facts are written by triggers, in the transaction of what they count, and only by them."""

from django.db import migrations
from django.db.migrations import RunSQL

from ...organisations.rls import NATION, OWNED, protect

# One function writes both facts of a file, whatever changed: the referral, the accompaniment or the person.
WRITE_FACTS = RunSQL(
    """
    create function write_facts(file uuid) returns void language sql
    security definer set search_path = public, pg_temp as $$
      with file as (
        select r.*, (r.received_at at time zone 'Europe/Paris')::date as received_on,
               coalesce(nullif(p.sex, ''), r.sex) as known_sex, coalesce(p.birth_date, r.birth_date) as born_on,
               a.id as accompaniment_id
        from referrals_referral r
        left join accompaniment_accompaniment a on a.referral_id = r.id
        left join people_person p on p.id = a.person_id
        where r.id = file
      ), referral_fact as (
        insert into figures_referralfact as fact (
          id, fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
          urgent, forgone_care, forgone_since, forgone_causes)
        select id, fund_id, received_on, detector_family, detector_category, reasons, known_sex,
               extract(year from age(received_on, born_on)), studies_opposed,
               urgent, forgone_care, forgone_since, forgone_causes
        from file
        on conflict (id) do update set
          (fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
           urgent, forgone_care, forgone_since, forgone_causes) =
          (excluded.fund_id, excluded.received_on, excluded.detector_family, excluded.detector_category,
           excluded.reasons, excluded.sex, excluded.age, excluded.studies_opposed,
           excluded.urgent, excluded.forgone_care, excluded.forgone_since, excluded.forgone_causes)
      )
      insert into figures_accompanimentfact as fact (
        id, fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
        opened_on, closed_on, closure_reason, themes, outcomes, care_types, publics,
        gp_declared_at_end, c2s_at_end, ald_exemption_at_end)
      select a.id, f.fund_id, f.received_on, f.detector_family, f.detector_category, f.reasons, f.known_sex,
             extract(year from age(f.received_on, f.born_on)), f.studies_opposed,
             a.opened_on, a.closed_on, a.closure_reason, a.themes, a.outcomes, a.care_types, a.publics,
             a.gp_declared_at_end, a.c2s_at_end, a.ald_exemption_at_end
      from file f join accompaniment_accompaniment a on a.id = f.accompaniment_id
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
    revoke execute on function write_facts(uuid) from public;

    create function write_facts_of_referral() returns trigger language plpgsql
    security definer set search_path = public, pg_temp as $$
    begin perform write_facts(new.id); return null; end $$;
    create trigger write_facts after insert or update on referrals_referral
      for each row execute function write_facts_of_referral();

    create function write_facts_of_accompaniment() returns trigger language plpgsql
    security definer set search_path = public, pg_temp as $$
    begin perform write_facts(new.referral_id); return null; end $$;
    create trigger write_facts after insert or update on accompaniment_accompaniment
      for each row execute function write_facts_of_accompaniment();

    create function write_facts_of_person() returns trigger language plpgsql
    security definer set search_path = public, pg_temp as $$
    begin
      perform write_facts(referral_id) from accompaniment_accompaniment where person_id = new.id;
      return null;
    end $$;
    create trigger write_facts after update of sex, birth_date on people_person
      for each row execute function write_facts_of_person();
    """,
    """
    drop trigger write_facts on people_person; drop function write_facts_of_person();
    drop trigger write_facts on accompaniment_accompaniment; drop function write_facts_of_accompaniment();
    drop trigger write_facts on referrals_referral; drop function write_facts_of_referral();
    drop function write_facts(uuid);
    """,
)


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_initial"), ("accompaniment", "0002_row_level_security")]

    operations = [
        protect("figures_referralfact", see=f"{OWNED} or {NATION}", write="false"),
        protect("figures_accompanimentfact", see=f"{OWNED} or {NATION}", write="false"),
        WRITE_FACTS,
    ]
