CREATE OR REPLACE FUNCTION public.erase_due_rights_files()
 RETURNS TABLE(rights_files integer, persons integer, blobs text[])
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  fund bigint := current_organisation_id();
  today date := (now() at time zone 'Europe/Paris')::date;
begin
  -- What refers to a row is looked at when all is gone that goes with it.
  set constraints all deferred;
  perform pg_advisory_xact_lock(hashtext('erase_due_files'));
  create temporary table due_rights on commit drop as
    select f.id, f.person_id from rights_files_rightsfile f
    where f.fund_id = fund and f.status in ('decided', 'closed_without_follow_up', 'withdrawn')
      and (f.status_since + interval '24 months')::date <= today
      and not exists (select from rights_files_decision d where d.file_id = f.id and (d.ends_on + interval '24 months')::date > today)
    for update;
  create temporary table due_papers on commit drop as
    select document_id from rights_files_suppliedpaper s join due_rights r on r.id = s.file_id;
  blobs := array(select d.blob from documents_document d join due_papers p on p.document_id = d.id);
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
end $function$;
comment on function erase_due_rights_files() is
'Rights files with their papers. A person goes with the last of their files, whichever room it is in.';
