alter table partners_agreementyear enable row level security, force row level security;

drop policy if exists maintenance on partners_agreementyear;
create policy maintenance on partners_agreementyear to current_user
using (true);

drop policy if exists see on partners_agreementyear;
create policy see on partners_agreementyear for select
using ((fund_id = (select current_organisation_id())));

alter table partners_agreementyear drop constraint if exists partners_agreementyear_agreement_id_same_fund,
add constraint partners_agreementyear_agreement_id_same_fund
FOREIGN KEY (fund_id, agreement_id) REFERENCES partners_agreement(fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
