alter table programmes_programmeanswer enable row level security, force row level security;

drop policy if exists maintenance on programmes_programmeanswer;
create policy maintenance on programmes_programmeanswer to current_user
using (true);

drop policy if exists see on programmes_programmeanswer;
create policy see on programmes_programmeanswer for select
using (((fund_id = (select current_organisation_id())) OR (select runs_programmes())));

drop policy if exists add on programmes_programmeanswer;
create policy add on programmes_programmeanswer for insert
with check ((select runs_programmes()));

create or replace trigger counted_added AFTER INSERT ON programmes_programmeanswer REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION programme_count_answers();

alter table programmes_programmeanswer drop constraint if exists programmes_programmeanswer_of_enrolment,
add constraint programmes_programmeanswer_of_enrolment
FOREIGN KEY (programme_id, person) REFERENCES programmes_enrolment(programme_id, person) ON DELETE CASCADE;
