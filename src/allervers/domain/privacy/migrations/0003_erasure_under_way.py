"""The erasure bears what happens at the same moment, and the journal of a fund is read by date.

A file that is reopened while the erasure waits for its row must stay, and so must a person for whom a file is being
opened: both are locked first, then looked at again.
"""

from django.db import migrations, models
from django.db.migrations import RunSQL

ERASE = RunSQL(
    """
    create or replace function files_due_for_erasure(fund bigint, on_date date)
    returns table (accompaniment_id uuid, referral_id uuid, person_id uuid, erase_on date)
    language sql stable set search_path = public, pg_temp as $$
      select id, referral_id, person_id, (closed_on + interval '18 months')::date
      from accompaniment_accompaniment
      where fund_id = fund and (closed_on + interval '18 months')::date <= on_date
        -- Says less than the line above, in a form that the index understands.
        and closed_on <= (on_date - interval '17 months')::date
    $$;

    create or replace function erase_due_files() returns table (files int, persons int) language plpgsql
    security definer set search_path = public, pg_temp as $$
    declare
      fund bigint := current_organisation_id();
      today date := (now() at time zone 'Europe/Paris')::date;
    begin
      perform pg_advisory_xact_lock(hashtext('erase_due_files'));
      perform from accompaniment_accompaniment
        where id in (select f.accompaniment_id from files_due_for_erasure(fund, today) f) for update;
      create temporary table due on commit drop as
        select * from files_due_for_erasure(fund, today);
      delete from accompaniment_actionevent e using due d where e.accompaniment_id = d.accompaniment_id;
      delete from accompaniment_contactevent e using due d where e.referral_id = d.referral_id;
      delete from accompaniment_accompanimentevent e using due d where e.pgh_obj_id = d.accompaniment_id;
      delete from referrals_referralevent e using due d where e.pgh_obj_id = d.referral_id;
      delete from accompaniment_rightscheck c using due d where c.accompaniment_id = d.accompaniment_id;
      delete from accompaniment_action a using due d where a.accompaniment_id = d.accompaniment_id;
      delete from accompaniment_contact c using due d where c.referral_id = d.referral_id;
      delete from accompaniment_accompaniment a using due d where a.id = d.accompaniment_id;
      delete from referrals_referral r using due d where r.id = d.referral_id;
      select count(*) into files from due;

      perform from people_person where id in (select d.person_id from due d) for update;
      create temporary table left_alone on commit drop as
        select distinct d.person_id from due d
        where d.person_id is not null
          and not exists (select from accompaniment_accompaniment a where a.person_id = d.person_id);
      delete from people_personevent e using left_alone l where e.pgh_obj_id = l.person_id;
      delete from people_person p using left_alone l where p.id = l.person_id;
      select count(*) into persons from left_alone;
      drop table due; drop table left_alone;

      if files > 0 then
        insert into privacy_erasure (fund_id, at, files, persons) values (fund, now(), files, persons);
      end if;
      return next;
    end $$;
    """,
    RunSQL.noop,
)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_erasure")]

    operations = [
        ERASE,
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(fields=["fund", "-at"], name="reading_by_fund"),
        ),
    ]
