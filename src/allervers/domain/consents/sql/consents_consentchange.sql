alter table consents_consentchange enable row level security, force row level security;

drop policy if exists maintenance on consents_consentchange;
create policy maintenance on consents_consentchange to current_user
using (true);

drop policy if exists see on consents_consentchange;
create policy see on consents_consentchange for select
using (((fund_id = (select current_organisation_id())) OR (person_id IN ( SELECT people_person.id
   FROM people_person))));

drop policy if exists add on consents_consentchange;
create policy add on consents_consentchange for insert
with check (((fund_id = (select current_organisation_id())) OR (person_id IN ( SELECT people_person.id
   FROM people_person))));

drop policy if exists change on consents_consentchange;
create policy change on consents_consentchange for update
using (false);

alter table consents_consentchange drop constraint if exists consents_consentchange_person_id_same_fund,
add constraint consents_consentchange_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
