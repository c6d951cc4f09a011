alter table partners_agreement enable row level security, force row level security;

drop policy if exists maintenance on partners_agreement;
create policy maintenance on partners_agreement to current_user
using (true);

drop policy if exists see on partners_agreement;
create policy see on partners_agreement for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on partners_agreement;
create policy add on partners_agreement for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on partners_agreement;
create policy change on partners_agreement for update
using ((fund_id = (select current_organisation_id())));

create or replace trigger agreement_years AFTER INSERT OR UPDATE OF signed_on, ends_on, withdrawn_at ON partners_agreement FOR EACH ROW EXECUTE FUNCTION agreement_years();
