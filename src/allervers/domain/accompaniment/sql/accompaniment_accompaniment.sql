alter table accompaniment_accompaniment enable row level security, force row level security;

drop policy if exists maintenance on accompaniment_accompaniment;
create policy maintenance on accompaniment_accompaniment to current_user
using (true);

drop policy if exists see on accompaniment_accompaniment;
create policy see on accompaniment_accompaniment for select
using (((fund_id = (select current_organisation_id())) OR (handled_by_id = (select current_organisation_id()))));

drop policy if exists add on accompaniment_accompaniment;
create policy add on accompaniment_accompaniment for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on accompaniment_accompaniment;
create policy change on accompaniment_accompaniment for update
using (((fund_id = (select current_organisation_id())) OR (handled_by_id = (select current_organisation_id()))));

create or replace trigger forget_trail AFTER DELETE ON accompaniment_accompaniment FOR EACH ROW EXECUTE FUNCTION forget_trail('accompaniment_accompanimentevent');

create or replace trigger seal_when_protected AFTER INSERT OR UPDATE OF person_id ON accompaniment_accompaniment FOR EACH ROW WHEN (new.person_id IS NOT NULL) EXECUTE FUNCTION seal_when_protected();

create or replace trigger unreachable_after_attempts BEFORE INSERT OR UPDATE OF closure_reason ON accompaniment_accompaniment FOR EACH ROW EXECUTE FUNCTION unreachable_after_attempts();

alter table accompaniment_accompaniment drop constraint if exists accompaniment_accompaniment_person_id_same_fund,
add constraint accompaniment_accompaniment_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) DEFERRABLE INITIALLY DEFERRED;

alter table accompaniment_accompaniment drop constraint if exists accompaniment_accompaniment_referral_id_same_fund,
add constraint accompaniment_accompaniment_referral_id_same_fund
FOREIGN KEY (fund_id, referral_id) REFERENCES referrals_referral(fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
