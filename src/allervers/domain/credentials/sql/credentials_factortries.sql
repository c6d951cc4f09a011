alter table credentials_factortries enable row level security, force row level security;

drop policy if exists maintenance on credentials_factortries;
create policy maintenance on credentials_factortries to current_user
using (true);

drop policy if exists see on credentials_factortries;
create policy see on credentials_factortries for select
using ((account_id = (select current_account_id())));

drop policy if exists add on credentials_factortries;
create policy add on credentials_factortries for insert
with check ((account_id = (select current_account_id())));

drop policy if exists change on credentials_factortries;
create policy change on credentials_factortries for update
using ((account_id = (select current_account_id())));

drop policy if exists forget on credentials_factortries;
create policy forget on credentials_factortries for delete
using ((account_id = (select current_account_id())));
