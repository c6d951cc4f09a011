alter table people_person enable row level security, force row level security;

drop policy if exists maintenance on people_person;
create policy maintenance on people_person to current_user
using (true);

drop policy if exists see on people_person;
create policy see on people_person for select
using (((fund_id = (select current_organisation_id())) OR (id IN ( SELECT accompaniment_accompaniment.person_id
   FROM accompaniment_accompaniment
  WHERE (accompaniment_accompaniment.handled_by_id = (select current_organisation_id()))))));

drop policy if exists add on people_person;
create policy add on people_person for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on people_person;
create policy change on people_person for update
using (((fund_id = (select current_organisation_id())) OR (id IN ( SELECT accompaniment_accompaniment.person_id
   FROM accompaniment_accompaniment
  WHERE (accompaniment_accompaniment.handled_by_id = (select current_organisation_id()))))));

create or replace trigger forget_trail AFTER DELETE ON people_person FOR EACH ROW EXECUTE FUNCTION forget_trail('people_personevent');

create or replace trigger refuse_protection_by_hand BEFORE UPDATE ON people_person FOR EACH ROW EXECUTE FUNCTION refuse_protection_by_hand();

create or replace trigger seal_when_protected AFTER UPDATE OF phone, email, postal_address ON people_person FOR EACH ROW WHEN (new.phone::text <> ''::text OR new.email::text <> ''::text OR new.postal_address <> ''::text) EXECUTE FUNCTION seal_when_protected();

create index if not exists person_by_misspelt_name ON public.people_person USING gin (fund_id, array_to_tsvector(name_variants(search_text)));

create index if not exists person_by_name ON public.people_person USING gin (fund_id, search_text gin_trgm_ops);

create index if not exists person_by_phone_end ON public.people_person USING btree (fund_id, reverse(phone_key) text_pattern_ops);
