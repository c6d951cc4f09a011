"""The journal of reads, and the erasure of files 18 months after their closure.

The application cannot delete what concerns a person. It calls `erase_due_files()`, which runs as the owner of the
tables, works for the fund of the context alone, and decides by itself what is due: nothing can be erased earlier.
"""

from django.db import migrations
from django.db.migrations import RunSQL

from ...organisations.rls import OWNED, protect

ERASE = RunSQL(
    """
    create function files_due_for_erasure(fund bigint, on_date date)
    returns table (accompaniment_id uuid, referral_id uuid, person_id uuid, erase_on date)
    language sql stable set search_path = public, pg_temp as $$
      select id, referral_id, person_id, (closed_on + interval '18 months')::date
      from accompaniment_accompaniment
      where fund_id = fund and closed_on is not null and (closed_on + interval '18 months')::date <= on_date
    $$;

    create function erase_due_files() returns table (files int, persons int) language plpgsql
    security definer set search_path = public, pg_temp as $$
    declare
      fund bigint := current_organisation_id();
      today date := (now() at time zone 'Europe/Paris')::date;
    begin
      perform pg_advisory_xact_lock(hashtext('erase_due_files'));
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
    "drop function erase_due_files(); drop function files_due_for_erasure(bigint, date);",
)

OWN_READING = "account_id = (select current_account_id())"


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial"), ("accompaniment", "0002_row_level_security")]

    operations = [
        protect("privacy_reading", see=f"{OWNED} or {OWN_READING}", write="false", add=OWN_READING),
        protect("privacy_erasure", see=OWNED, write="false"),
        ERASE,
    ]
