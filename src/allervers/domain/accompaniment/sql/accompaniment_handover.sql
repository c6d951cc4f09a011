alter table accompaniment_handover enable row level security, force row level security;

drop policy if exists maintenance on accompaniment_handover;
create policy maintenance on accompaniment_handover to current_user
using (true);

drop policy if exists see on accompaniment_handover;
create policy see on accompaniment_handover for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on accompaniment_handover;
create policy add on accompaniment_handover for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on accompaniment_handover;
create policy change on accompaniment_handover for update
using ((fund_id = (select current_organisation_id())));

alter table accompaniment_handover drop constraint if exists accompaniment_handover_accompaniment_id_same_fund,
add constraint accompaniment_handover_accompaniment_id_same_fund
FOREIGN KEY (fund_id, accompaniment_id) REFERENCES accompaniment_accompaniment(fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
