alter table credentials_passkey enable row level security, force row level security;

drop policy if exists maintenance on credentials_passkey;
create policy maintenance on credentials_passkey to current_user
using (true);

drop policy if exists see on credentials_passkey;
create policy see on credentials_passkey for select
using ((account_id = (select current_account_id())));

drop policy if exists add on credentials_passkey;
create policy add on credentials_passkey for insert
with check ((account_id = (select current_account_id())));

drop policy if exists change on credentials_passkey;
create policy change on credentials_passkey for update
using ((account_id = (select current_account_id())));

drop policy if exists forget on credentials_passkey;
create policy forget on credentials_passkey for delete
using ((account_id = (select current_account_id())));
