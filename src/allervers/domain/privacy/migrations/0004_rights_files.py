"""The erasure of rights files with their papers, and the persons whom another room still needs.

A person goes with the last of their files, whichever room it is in.
"""

from django.db import migrations
from django.db.migrations import RunSQL

ERASE = RunSQL(
    """
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
      persons := erase_persons_left_alone(array(select distinct d.person_id from due d where d.person_id is not null));
      drop table due;

      if files > 0 then
        insert into privacy_erasure (fund_id, at, files, persons) values (fund, now(), files, persons);
      end if;
      return next;
    end $$;

    -- Those of these persons who have no file left anywhere. Locked first, then looked at: one may be being opened.
    create function erase_persons_left_alone(candidates uuid[]) returns int language plpgsql
    security definer set search_path = public, pg_temp as $$
    declare
      erased int;
    begin
      perform from people_person where id = any (candidates) for update;
      create temporary table left_alone on commit drop as
        select id as person_id from people_person p
        where id = any (candidates)
          and not exists (select from accompaniment_accompaniment a where a.person_id = p.id)
          and not exists (select from rights_files_rightsfile f where f.person_id = p.id);
      delete from people_personevent e using left_alone l where e.pgh_obj_id = l.person_id;
      delete from people_person p using left_alone l where p.id = l.person_id;
      select count(*) into erased from left_alone;
      drop table left_alone;
      return erased;
    end $$;
    revoke all on function erase_persons_left_alone(uuid[]) from public;

    create function erase_due_rights_files()
    returns table (rights_files int, persons int, blobs text[]) language plpgsql
    security definer set search_path = public, pg_temp as $$
    declare
      fund bigint := current_organisation_id();
      limit_day date := ((now() at time zone 'Europe/Paris')::date - interval '24 months')::date;
    begin
      perform pg_advisory_xact_lock(hashtext('erase_due_files'));
      create temporary table due_rights on commit drop as
        select f.id, f.person_id from rights_files_rightsfile f
        where f.fund_id = fund and f.status in ('decided', 'closed_without_follow_up', 'withdrawn')
          and f.status_since <= limit_day
          and not exists (select from rights_files_decision d where d.file_id = f.id and d.ends_on > limit_day)
        for update;
      create temporary table due_papers on commit drop as
        select document_id from rights_files_suppliedpaper s join due_rights r on r.id = s.file_id;
      blobs := array(select d.blob from documents_document d join due_papers p on p.document_id = d.id);
      delete from rights_files_rightsfileevent e using due_rights r where e.pgh_obj_id = r.id;
      delete from rights_files_requestedpaper x using due_rights r where x.file_id = r.id;
      delete from rights_files_papersrequest x using due_rights r where x.file_id = r.id;
      delete from rights_files_suppliedpaper x using due_rights r where x.file_id = r.id;
      delete from rights_files_requiredpaper x using due_rights r where x.file_id = r.id;
      delete from rights_files_decision x using due_rights r where x.file_id = r.id;
      delete from rights_files_step x using due_rights r where x.file_id = r.id;
      delete from rights_files_letter x using due_rights r where x.file_id = r.id;
      delete from rights_files_rightsfile f using due_rights r where f.id = r.id;
      delete from documents_document d using due_papers p where d.id = p.document_id;
      select count(*) into rights_files from due_rights;
      persons := erase_persons_left_alone(array(select distinct r.person_id from due_rights r
                                                where r.person_id is not null));
      drop table due_rights; drop table due_papers;
      if rights_files > 0 then
        insert into privacy_erasure (fund_id, at, files, persons) values (fund, now(), rights_files, persons);
      end if;
      return next;
    end $$;
    """,
    "drop function erase_due_rights_files(); drop function erase_persons_left_alone(uuid[]);",
)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_erasure_under_way"), ("rights_files", "0003_not_concerned")]

    operations = [ERASE]
