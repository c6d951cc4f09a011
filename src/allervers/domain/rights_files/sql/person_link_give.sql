CREATE OR REPLACE FUNCTION public.person_link_give(asked uuid, digest bytea, until timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare found rights_files_rightsfile;
begin
  select * into found from rights_files_rightsfile where id = asked for update;
  if found.id is null or current_account_id() is null
     or current_organisation_id() not in (found.fund_id, coalesce(found.handled_by_id, found.fund_id)) then
    raise insufficient_privilege using message = 'only the fund and who examines give a link';
  end if;
  if found.birth_date is null then
    return false;
  end if;
  update rights_files_personlink set revoked_at = now()
    where file_id = asked and opened_at is null and revoked_at is null;
  insert into rights_files_personlink (id, fund_id, file_id, code_digest, given_by_id, valid_until, tries)
    values (gen_random_uuid(), found.fund_id, asked, digest, current_account_id(), until, 0);
  return true;
end $function$;
comment on function person_link_give(uuid,bytea,timestamp with time zone) is
'A code for a file, given by an account of the fund or of the body that examines. Those that were given before and
not opened yet open nothing any more. False where the birth date, without which nothing opens, is not known.';
