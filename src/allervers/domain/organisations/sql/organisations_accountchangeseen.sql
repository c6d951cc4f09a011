alter table organisations_accountchangeseen enable row level security, force row level security;

drop policy if exists maintenance on organisations_accountchangeseen;
create policy maintenance on organisations_accountchangeseen to current_user
using (true);

drop policy if exists see on organisations_accountchangeseen;
create policy see on organisations_accountchangeseen for select
using ((reader_id = (select current_account_id())));

drop policy if exists add on organisations_accountchangeseen;
create policy add on organisations_accountchangeseen for insert
with check ((reader_id = (select current_account_id())));

drop policy if exists change on organisations_accountchangeseen;
create policy change on organisations_accountchangeseen for update
using ((reader_id = (select current_account_id())));
