alter table programmes_voucher enable row level security, force row level security;

drop policy if exists maintenance on programmes_voucher;
create policy maintenance on programmes_voucher to current_user
using (true);

drop policy if exists see on programmes_voucher;
create policy see on programmes_voucher for select
using (((fund_id = (select current_organisation_id())) OR (select runs_programmes())));

drop policy if exists add on programmes_voucher;
create policy add on programmes_voucher for insert
with check ((select runs_programmes()));

drop policy if exists change on programmes_voucher;
create policy change on programmes_voucher for update
using ((select runs_programmes()));

create or replace trigger counted_added AFTER INSERT ON programmes_voucher REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION programme_count_vouchers();

create or replace trigger counted_changed AFTER UPDATE ON programmes_voucher REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION programme_count_vouchers();
