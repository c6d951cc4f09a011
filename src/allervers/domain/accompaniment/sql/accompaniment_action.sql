alter table accompaniment_action enable row level security, force row level security;

drop policy if exists maintenance on accompaniment_action;
create policy maintenance on accompaniment_action to current_user
using (true);

drop policy if exists see on accompaniment_action;
create policy see on accompaniment_action for select
using (((fund_id = (select current_organisation_id())) OR (accompaniment_id IN ( SELECT accompaniment_accompaniment.id
   FROM accompaniment_accompaniment
  WHERE (accompaniment_accompaniment.handled_by_id = (select current_organisation_id()))))));

drop policy if exists add on accompaniment_action;
create policy add on accompaniment_action for insert
with check (((fund_id = (select current_organisation_id())) OR (accompaniment_id IN ( SELECT accompaniment_accompaniment.id
   FROM accompaniment_accompaniment
  WHERE (accompaniment_accompaniment.handled_by_id = (select current_organisation_id()))))));

drop policy if exists change on accompaniment_action;
create policy change on accompaniment_action for update
using (((fund_id = (select current_organisation_id())) OR (accompaniment_id IN ( SELECT accompaniment_accompaniment.id
   FROM accompaniment_accompaniment
  WHERE (accompaniment_accompaniment.handled_by_id = (select current_organisation_id()))))));

create or replace trigger corrected_by_its_author_that_day BEFORE UPDATE ON accompaniment_action FOR EACH ROW WHEN (old.theme::text IS DISTINCT FROM new.theme::text OR old.label::text IS DISTINCT FROM new.label::text OR old.due_on IS DISTINCT FROM new.due_on OR old.note IS DISTINCT FROM new.note OR old.care_type::text IS DISTINCT FROM new.care_type::text OR old.specialty::text IS DISTINCT FROM new.specialty::text) EXECUTE FUNCTION corrected_by_its_author_that_day();

create or replace trigger forget_trail AFTER DELETE ON accompaniment_action FOR EACH ROW EXECUTE FUNCTION forget_trail('accompaniment_actionevent');

alter table accompaniment_action drop constraint if exists accompaniment_action_accompaniment_id_same_fund,
add constraint accompaniment_action_accompaniment_id_same_fund
FOREIGN KEY (fund_id, accompaniment_id) REFERENCES accompaniment_accompaniment(fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
