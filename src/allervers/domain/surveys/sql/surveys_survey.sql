alter table surveys_survey enable row level security, force row level security;

drop policy if exists maintenance on surveys_survey;
create policy maintenance on surveys_survey to current_user
using (true);

drop policy if exists see on surveys_survey;
create policy see on surveys_survey for select
using (((select sees_nation()) OR ((select current_organisation_id()) IS NOT NULL)));

drop policy if exists add on surveys_survey;
create policy add on surveys_survey for insert
with check ((select sees_nation()));

drop policy if exists change on surveys_survey;
create policy change on surveys_survey for update
using ((select sees_nation()));

create or replace trigger survey_asks_the_same BEFORE UPDATE ON surveys_survey FOR EACH ROW WHEN (old.kept IS DISTINCT FROM new.kept OR old.title::text IS DISTINCT FROM new.title::text OR old.about IS DISTINCT FROM new.about) EXECUTE FUNCTION survey_asks_the_same();
