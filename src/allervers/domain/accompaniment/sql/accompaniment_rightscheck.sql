alter table accompaniment_rightscheck enable row level security, force row level security;

drop policy if exists maintenance on accompaniment_rightscheck;
create policy maintenance on accompaniment_rightscheck to current_user
using (true);

drop policy if exists see on accompaniment_rightscheck;
create policy see on accompaniment_rightscheck for select
using (((fund_id = (select current_organisation_id())) OR (accompaniment_id IN ( SELECT accompaniment_accompaniment.id
   FROM accompaniment_accompaniment
  WHERE (accompaniment_accompaniment.handled_by_id = (select current_organisation_id()))))));

drop policy if exists add on accompaniment_rightscheck;
create policy add on accompaniment_rightscheck for insert
with check (((fund_id = (select current_organisation_id())) OR (accompaniment_id IN ( SELECT accompaniment_accompaniment.id
   FROM accompaniment_accompaniment
  WHERE (accompaniment_accompaniment.handled_by_id = (select current_organisation_id()))))));

drop policy if exists change on accompaniment_rightscheck;
create policy change on accompaniment_rightscheck for update
using (((fund_id = (select current_organisation_id())) OR (accompaniment_id IN ( SELECT accompaniment_accompaniment.id
   FROM accompaniment_accompaniment
  WHERE (accompaniment_accompaniment.handled_by_id = (select current_organisation_id()))))));

alter table accompaniment_rightscheck drop constraint if exists accompaniment_rightscheck_accompaniment_id_same_fund,
add constraint accompaniment_rightscheck_accompaniment_id_same_fund
FOREIGN KEY (fund_id, accompaniment_id) REFERENCES accompaniment_accompaniment(fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
