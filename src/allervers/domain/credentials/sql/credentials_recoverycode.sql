alter table credentials_recoverycode enable row level security, force row level security;

drop policy if exists maintenance on credentials_recoverycode;
create policy maintenance on credentials_recoverycode to current_user
using (true);

drop policy if exists see on credentials_recoverycode;
create policy see on credentials_recoverycode for select
using ((account_id = (select current_account_id())));

drop policy if exists add on credentials_recoverycode;
create policy add on credentials_recoverycode for insert
with check ((account_id = (select current_account_id())));

drop policy if exists change on credentials_recoverycode;
create policy change on credentials_recoverycode for update
using ((account_id = (select current_account_id())));

drop policy if exists forget on credentials_recoverycode;
create policy forget on credentials_recoverycode for delete
using ((account_id = (select current_account_id())));
