alter table referrals_referral enable row level security, force row level security;

drop policy if exists maintenance on referrals_referral;
create policy maintenance on referrals_referral to current_user
using (true);

drop policy if exists see on referrals_referral;
create policy see on referrals_referral for select
using (((fund_id = (select current_organisation_id())) OR (id IN ( SELECT accompaniment_accompaniment.referral_id
   FROM accompaniment_accompaniment
  WHERE (accompaniment_accompaniment.handled_by_id = (select current_organisation_id())))) OR (reported_by_id = (select current_account_id()))));

drop policy if exists add on referrals_referral;
create policy add on referrals_referral for insert
with check (((fund_id = (select current_organisation_id())) OR (reported_by_id = (select current_account_id()))));

drop policy if exists change on referrals_referral;
create policy change on referrals_referral for update
using (((fund_id = (select current_organisation_id())) OR (id IN ( SELECT accompaniment_accompaniment.referral_id
   FROM accompaniment_accompaniment
  WHERE (accompaniment_accompaniment.handled_by_id = (select current_organisation_id()))))));

create or replace trigger forget_sealed AFTER DELETE ON referrals_referral FOR EACH ROW EXECUTE FUNCTION forget_sealed();

create or replace trigger forget_trail AFTER DELETE ON referrals_referral FOR EACH ROW EXECUTE FUNCTION forget_trail('referrals_referralevent');

create or replace trigger seal_when_protected AFTER UPDATE OF phone, email, postal_address ON referrals_referral FOR EACH ROW WHEN (new.phone::text <> ''::text OR new.email::text <> ''::text OR new.postal_address <> ''::text) EXECUTE FUNCTION seal_when_protected();

create index if not exists referral_by_misspelt_name ON public.referrals_referral USING gin (fund_id, array_to_tsvector(name_variants(identity_text((birth_name)::text, (usage_name)::text, (first_name)::text))));

create index if not exists referral_by_phone ON public.referrals_referral USING btree (fund_id, reverse(phone_key((phone)::text)) text_pattern_ops);
