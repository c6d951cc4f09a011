alter table accompaniment_contact enable row level security, force row level security;

drop policy if exists maintenance on accompaniment_contact;
create policy maintenance on accompaniment_contact to current_user
using (true);

drop policy if exists see on accompaniment_contact;
create policy see on accompaniment_contact for select
using (((fund_id = (select current_organisation_id())) OR (referral_id IN ( SELECT accompaniment_accompaniment.referral_id
   FROM accompaniment_accompaniment
  WHERE (accompaniment_accompaniment.handled_by_id = (select current_organisation_id()))))));

drop policy if exists add on accompaniment_contact;
create policy add on accompaniment_contact for insert
with check (((fund_id = (select current_organisation_id())) OR (referral_id IN ( SELECT accompaniment_accompaniment.referral_id
   FROM accompaniment_accompaniment
  WHERE (accompaniment_accompaniment.handled_by_id = (select current_organisation_id()))))));

drop policy if exists change on accompaniment_contact;
create policy change on accompaniment_contact for update
using (((fund_id = (select current_organisation_id())) OR (referral_id IN ( SELECT accompaniment_accompaniment.referral_id
   FROM accompaniment_accompaniment
  WHERE (accompaniment_accompaniment.handled_by_id = (select current_organisation_id()))))));

create or replace trigger corrected_by_its_author_that_day BEFORE UPDATE ON accompaniment_contact FOR EACH ROW WHEN (old.at IS DISTINCT FROM new.at OR old.channel::text IS DISTINCT FROM new.channel::text OR old.incoming IS DISTINCT FROM new.incoming OR old.result::text IS DISTINCT FROM new.result::text OR old.note IS DISTINCT FROM new.note OR old.next_on IS DISTINCT FROM new.next_on) EXECUTE FUNCTION corrected_by_its_author_that_day();

create or replace trigger forget_trail AFTER DELETE ON accompaniment_contact FOR EACH ROW EXECUTE FUNCTION forget_trail('accompaniment_contactevent');

alter table accompaniment_contact drop constraint if exists accompaniment_contact_referral_id_same_fund,
add constraint accompaniment_contact_referral_id_same_fund
FOREIGN KEY (fund_id, referral_id) REFERENCES referrals_referral(fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
