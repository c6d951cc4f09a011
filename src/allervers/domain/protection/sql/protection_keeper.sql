alter table protection_keeper enable row level security, force row level security;

drop policy if exists maintenance on protection_keeper;
create policy maintenance on protection_keeper to current_user
using (true);

drop policy if exists see on protection_keeper;
create policy see on protection_keeper for select
using (((fund_id = (select current_organisation_id())) AND (protection_id IN (select my_protections()))));

alter table protection_keeper drop constraint if exists protection_keeper_protection_id_same_fund,
add constraint protection_keeper_protection_id_same_fund
FOREIGN KEY (fund_id, protection_id) REFERENCES protection_protection(fund_id, id) ON DELETE CASCADE;
