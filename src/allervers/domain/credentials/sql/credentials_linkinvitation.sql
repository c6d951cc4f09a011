alter table credentials_linkinvitation enable row level security, force row level security;

drop policy if exists maintenance on credentials_linkinvitation;
create policy maintenance on credentials_linkinvitation to current_user
using (true);

drop policy if exists see on credentials_linkinvitation;
create policy see on credentials_linkinvitation for select
using (false);

drop policy if exists add on credentials_linkinvitation;
create policy add on credentials_linkinvitation for insert
with check (false);

drop policy if exists change on credentials_linkinvitation;
create policy change on credentials_linkinvitation for update
using (false);
