CREATE OR REPLACE FUNCTION public.person_link_open(code bytea, born date, visit bytea, visit_end timestamp with time zone, coming_back bytea)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare link rights_files_personlink;
begin
  select * into link from rights_files_personlink where code_digest = code for update;
  if link.id is null or link.revoked_at is not null or link.valid_until <= now() or link.tries >= 5
     or link.visit_until <= now() or link.opened_at <= now() - interval '2 minutes' then
    return null;
  end if;
  if not exists (select from rights_files_rightsfile where id = link.file_id and birth_date = born) then
    update rights_files_personlink set tries = tries + 1 where id = link.id;
    return null;
  end if;
  if link.opened_at is not null then
    return link.file_id;
  end if;
  update rights_files_personlink set opened_at = now(), visit_digest = visit, visit_until = visit_end
    where id = link.id;
  insert into rights_files_personlink (id, fund_id, file_id, code_digest, valid_until, tries)
    values (gen_random_uuid(), link.fund_id, link.file_id, coming_back, link.valid_until, 0);
  return link.file_id;
end $function$;
comment on function person_link_open(bytea,date,bytea,timestamp with time zone,bytea) is
'The file that this code and birth date open, once; none otherwise, whatever was wrong. `coming_back` is the code of the
next visit. A wrong birth date counts as a try, and after 5 the code opens nothing any more. A button pressed twice, a
page loaded again: within two minutes the same opening is the same visit.';
