alter table surveys_fundanswer enable row level security, force row level security;

drop policy if exists maintenance on surveys_fundanswer;
create policy maintenance on surveys_fundanswer to current_user
using (true);

drop policy if exists see on surveys_fundanswer;
create policy see on surveys_fundanswer for select
using (((fund_id = (select current_organisation_id())) OR (select sees_nation())));

drop policy if exists add on surveys_fundanswer;
create policy add on surveys_fundanswer for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on surveys_fundanswer;
create policy change on surveys_fundanswer for update
using ((fund_id = (select current_organisation_id())));

create or replace trigger survey_answer_in_time BEFORE INSERT OR UPDATE ON surveys_fundanswer FOR EACH ROW EXECUTE FUNCTION survey_answer_in_time();
