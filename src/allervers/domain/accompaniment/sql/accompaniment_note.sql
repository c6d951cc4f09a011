alter table accompaniment_note enable row level security, force row level security;

drop policy if exists maintenance on accompaniment_note;
create policy maintenance on accompaniment_note to current_user
using (true);

drop policy if exists see on accompaniment_note;
create policy see on accompaniment_note for select
using (((fund_id = (select current_organisation_id())) OR (accompaniment_id IN ( SELECT accompaniment_accompaniment.id
   FROM accompaniment_accompaniment
  WHERE (accompaniment_accompaniment.handled_by_id = (select current_organisation_id()))))));

drop policy if exists add on accompaniment_note;
create policy add on accompaniment_note for insert
with check (((fund_id = (select current_organisation_id())) OR (accompaniment_id IN ( SELECT accompaniment_accompaniment.id
   FROM accompaniment_accompaniment
  WHERE (accompaniment_accompaniment.handled_by_id = (select current_organisation_id()))))));

drop policy if exists change on accompaniment_note;
create policy change on accompaniment_note for update
using (((fund_id = (select current_organisation_id())) OR (accompaniment_id IN ( SELECT accompaniment_accompaniment.id
   FROM accompaniment_accompaniment
  WHERE (accompaniment_accompaniment.handled_by_id = (select current_organisation_id()))))));

create or replace trigger corrected_by_its_author_that_day BEFORE UPDATE ON accompaniment_note FOR EACH ROW WHEN (old.kind::text IS DISTINCT FROM new.kind::text OR old.text IS DISTINCT FROM new.text) EXECUTE FUNCTION corrected_by_its_author_that_day();

create or replace trigger forget_trail AFTER DELETE ON accompaniment_note FOR EACH ROW EXECUTE FUNCTION forget_trail('accompaniment_noteevent');

alter table accompaniment_note drop constraint if exists accompaniment_note_accompaniment_id_same_fund,
add constraint accompaniment_note_accompaniment_id_same_fund
FOREIGN KEY (fund_id, accompaniment_id) REFERENCES accompaniment_accompaniment(fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
