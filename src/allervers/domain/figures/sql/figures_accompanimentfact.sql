alter table figures_accompanimentfact enable row level security, force row level security;

drop policy if exists maintenance on figures_accompanimentfact;
create policy maintenance on figures_accompanimentfact to current_user
using (true);

drop policy if exists see on figures_accompanimentfact;
create policy see on figures_accompanimentfact for select
using (((fund_id = (select current_organisation_id())) OR (select sees_nation())));

drop policy if exists add on figures_accompanimentfact;
create policy add on figures_accompanimentfact for insert
with check (false);

drop policy if exists change on figures_accompanimentfact;
create policy change on figures_accompanimentfact for update
using (false);

create or replace trigger mark_added AFTER INSERT ON figures_accompanimentfact REFERENCING NEW TABLE AS new_facts FOR EACH STATEMENT EXECUTE FUNCTION mark_months_of_figures_accompanimentfact();

create or replace trigger mark_changed AFTER UPDATE ON figures_accompanimentfact REFERENCING OLD TABLE AS old_facts NEW TABLE AS new_facts FOR EACH STATEMENT EXECUTE FUNCTION mark_months_of_figures_accompanimentfact();

create or replace trigger mark_deleted AFTER DELETE ON figures_accompanimentfact REFERENCING OLD TABLE AS old_facts FOR EACH STATEMENT EXECUTE FUNCTION mark_months_of_figures_accompanimentfact();

create or replace trigger note_changes_of_accompaniment_delete AFTER DELETE ON figures_accompanimentfact REFERENCING OLD TABLE AS old_facts FOR EACH STATEMENT EXECUTE FUNCTION note_changes_of_accompaniment_delete();

create or replace trigger note_changes_of_accompaniment_insert AFTER INSERT ON figures_accompanimentfact REFERENCING NEW TABLE AS new_facts FOR EACH STATEMENT EXECUTE FUNCTION note_changes_of_accompaniment_insert();

create or replace trigger note_changes_of_accompaniment_update AFTER UPDATE ON figures_accompanimentfact REFERENCING OLD TABLE AS old_facts NEW TABLE AS new_facts FOR EACH STATEMENT EXECUTE FUNCTION note_changes_of_accompaniment_update();
