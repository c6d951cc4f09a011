alter table surveys_surveyevent enable row level security, force row level security;

drop policy if exists maintenance on surveys_surveyevent;
create policy maintenance on surveys_surveyevent to current_user
using (true);

drop policy if exists see on surveys_surveyevent;
create policy see on surveys_surveyevent for select
using ((select sees_nation()));

drop policy if exists add on surveys_surveyevent;
create policy add on surveys_surveyevent for insert
with check (true);

drop policy if exists change on surveys_surveyevent;
create policy change on surveys_surveyevent for update
using (false);
