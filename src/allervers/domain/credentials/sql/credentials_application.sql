alter table credentials_application enable row level security, force row level security;

drop policy if exists maintenance on credentials_application;
create policy maintenance on credentials_application to current_user
using (true);

drop policy if exists see on credentials_application;
create policy see on credentials_application for select
using ((account_id = (select current_account_id())));

drop policy if exists add on credentials_application;
create policy add on credentials_application for insert
with check ((account_id = (select current_account_id())));

drop policy if exists change on credentials_application;
create policy change on credentials_application for update
using ((account_id = (select current_account_id())));

drop policy if exists forget on credentials_application;
create policy forget on credentials_application for delete
using ((account_id = (select current_account_id())));
