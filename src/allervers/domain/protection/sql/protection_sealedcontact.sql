alter table protection_sealedcontact enable row level security, force row level security;

drop policy if exists maintenance on protection_sealedcontact;
create policy maintenance on protection_sealedcontact to current_user
using (true);

drop policy if exists see on protection_sealedcontact;
create policy see on protection_sealedcontact for select
using (false);

alter table protection_sealedcontact drop constraint if exists protection_sealedcontact_protection_id_same_fund,
add constraint protection_sealedcontact_protection_id_same_fund
FOREIGN KEY (fund_id, protection_id) REFERENCES protection_protection(fund_id, id) ON DELETE CASCADE;
