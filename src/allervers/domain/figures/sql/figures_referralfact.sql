alter table figures_referralfact enable row level security, force row level security;

drop policy if exists maintenance on figures_referralfact;
create policy maintenance on figures_referralfact to current_user
using (true);

drop policy if exists see on figures_referralfact;
create policy see on figures_referralfact for select
using (((fund_id = (select current_organisation_id())) OR (select sees_nation())));

drop policy if exists add on figures_referralfact;
create policy add on figures_referralfact for insert
with check (false);

drop policy if exists change on figures_referralfact;
create policy change on figures_referralfact for update
using (false);

create or replace trigger mark_added AFTER INSERT ON figures_referralfact REFERENCING NEW TABLE AS new_facts FOR EACH STATEMENT EXECUTE FUNCTION mark_months_of_figures_referralfact();

create or replace trigger mark_changed AFTER UPDATE ON figures_referralfact REFERENCING OLD TABLE AS old_facts NEW TABLE AS new_facts FOR EACH STATEMENT EXECUTE FUNCTION mark_months_of_figures_referralfact();

create or replace trigger mark_deleted AFTER DELETE ON figures_referralfact REFERENCING OLD TABLE AS old_facts FOR EACH STATEMENT EXECUTE FUNCTION mark_months_of_figures_referralfact();

create or replace trigger note_changes_of_referral_delete AFTER DELETE ON figures_referralfact REFERENCING OLD TABLE AS old_facts FOR EACH STATEMENT EXECUTE FUNCTION note_changes_of_referral_delete();

create or replace trigger note_changes_of_referral_insert AFTER INSERT ON figures_referralfact REFERENCING NEW TABLE AS new_facts FOR EACH STATEMENT EXECUTE FUNCTION note_changes_of_referral_insert();

create or replace trigger note_changes_of_referral_update AFTER UPDATE ON figures_referralfact REFERENCING OLD TABLE AS old_facts NEW TABLE AS new_facts FOR EACH STATEMENT EXECUTE FUNCTION note_changes_of_referral_update();
