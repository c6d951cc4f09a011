alter table organisations_accesstoken enable row level security, force row level security;

drop policy if exists maintenance on organisations_accesstoken;
create policy maintenance on organisations_accesstoken to current_user
using (true);

drop policy if exists see on organisations_accesstoken;
create policy see on organisations_accesstoken for select
using ((account_id = (select current_account_id())));

drop policy if exists add on organisations_accesstoken;
create policy add on organisations_accesstoken for insert
with check ((account_id = (select current_account_id())));

drop policy if exists change on organisations_accesstoken;
create policy change on organisations_accesstoken for update
using ((account_id = (select current_account_id())));
