alter table credentials_linkedidentity enable row level security, force row level security;

drop policy if exists maintenance on credentials_linkedidentity;
create policy maintenance on credentials_linkedidentity to current_user
using (true);

drop policy if exists see on credentials_linkedidentity;
create policy see on credentials_linkedidentity for select
using (((account_id = (select current_account_id())) OR manages_account(account_id)));

drop policy if exists add on credentials_linkedidentity;
create policy add on credentials_linkedidentity for insert
with check (false);

drop policy if exists change on credentials_linkedidentity;
create policy change on credentials_linkedidentity for update
using (false);
