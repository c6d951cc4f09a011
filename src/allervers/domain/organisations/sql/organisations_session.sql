alter table organisations_session enable row level security, force row level security;

drop policy if exists maintenance on organisations_session;
create policy maintenance on organisations_session to current_user
using (true);

drop policy if exists see on organisations_session;
create policy see on organisations_session for select
using (false);

drop policy if exists add on organisations_session;
create policy add on organisations_session for insert
with check (false);

drop policy if exists change on organisations_session;
create policy change on organisations_session for update
using (false);
