alter table social_service_socialservicereferral enable row level security, force row level security;

drop policy if exists maintenance on social_service_socialservicereferral;
create policy maintenance on social_service_socialservicereferral to current_user
using (true);

drop policy if exists see on social_service_socialservicereferral;
create policy see on social_service_socialservicereferral for select
using (((service_id IN (select current_service_ids())) OR (author_id = (select current_account_id()))));

drop policy if exists add on social_service_socialservicereferral;
create policy add on social_service_socialservicereferral for insert
with check (((author_id = (select current_account_id())) AND (EXISTS ( SELECT 1
   FROM organisations_servedfund
  WHERE ((organisations_servedfund.fund_id = social_service_socialservicereferral.fund_id) AND (organisations_servedfund.service_id = social_service_socialservicereferral.service_id))))));

drop policy if exists change on social_service_socialservicereferral;
create policy change on social_service_socialservicereferral for update
using ((service_id IN (select current_service_ids())));

create or replace trigger forget_sealed AFTER DELETE ON social_service_socialservicereferral FOR EACH ROW EXECUTE FUNCTION forget_sealed();

create or replace trigger forget_trail AFTER DELETE ON social_service_socialservicereferral FOR EACH ROW EXECUTE FUNCTION forget_trail('social_service_socialservicereferralevent');

create or replace trigger queue_social_service_referral AFTER INSERT ON social_service_socialservicereferral FOR EACH ROW EXECUTE FUNCTION queue_social_service_referral();

create or replace trigger seal_when_protected AFTER INSERT OR UPDATE OF person_id, phone, email, postal_address ON social_service_socialservicereferral FOR EACH ROW WHEN (new.person_id IS NOT NULL AND (new.phone::text <> ''::text OR new.email::text <> ''::text OR new.postal_address <> ''::text)) EXECUTE FUNCTION seal_when_protected();

alter table social_service_socialservicereferral drop constraint if exists social_service_socialservicereferral_person_same_fund,
add constraint social_service_socialservicereferral_person_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
