alter table credentials_credentialevent enable row level security, force row level security;

drop policy if exists maintenance on credentials_credentialevent;
create policy maintenance on credentials_credentialevent to current_user
using (true);

drop policy if exists see on credentials_credentialevent;
create policy see on credentials_credentialevent for select
using (((account_id = (select current_account_id())) OR manages_account(account_id)));

drop policy if exists add on credentials_credentialevent;
create policy add on credentials_credentialevent for insert
with check (((by_id = (select current_account_id())) AND ((account_id = (select current_account_id())) OR manages_account(account_id))));

drop policy if exists change on credentials_credentialevent;
create policy change on credentials_credentialevent for update
using (false);
