CREATE OR REPLACE FUNCTION public.check_aid_vote()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  line financial_aid_financialaidagendaline;
  asked financial_aid_financialaidrequest;
begin
  select * into line from financial_aid_financialaidagendaline where id = new.line_id and request_id = new.request_id;
  select * into asked from financial_aid_financialaidrequest where id = new.request_id;
  perform from financial_aid_financialaidsession where id = line.session_id and closed_at is null for share;
  if not found or not exists (select from financial_aid_financialaidseat s
                              where s.session_id = line.session_id and s.account_id = new.account_id) then
    raise check_violation using message = 'only who sits votes', constraint = 'aid_vote_of_who_sits';
  end if;
  if exists (select from financial_aid_financialaidlink l
             where l.account_id = new.account_id and l.person_id = asked.person_id)
     or exists (select from organisations_user u join people_person p on p.id = asked.person_id
                where u.id = new.account_id and name_key(u.first_name) = p.first_name_key
                  and name_key(u.last_name) in (p.birth_name_key, name_key(p.usage_name))) then
    raise check_violation using message = 'nobody votes on their own file', constraint = 'aid_vote_not_on_ones_own';
  end if;
  if exists (select from financial_aid_financialaiddecision d
             where d.request_id = new.request_id and d.session_id = line.session_id)
     or exists (select from financial_aid_financialaidratification r
                where r.request_id = new.request_id and r.session_id = line.session_id) then
    raise check_violation using message = 'it is decided', constraint = 'aid_vote_before_the_decision';
  end if;
  return new;
end $function$;
comment on function check_aid_vote() is
'Who sits in a session that is open votes on a line that is not decided; never on their own file (same names as the account) or that of somebody with whom a link is declared.';
