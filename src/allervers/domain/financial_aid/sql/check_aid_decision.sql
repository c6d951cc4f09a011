CREATE OR REPLACE FUNCTION public.check_aid_decision()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  sitting financial_aid_financialaidsession;
  counted record;
begin
  if new.corrects_id is not null and not exists (
    select from financial_aid_financialaiddecision d where d.id = new.corrects_id and d.request_id = new.request_id) then
    raise check_violation using message = 'of another request', constraint = 'aid_decision_corrects_its_own';
  end if;
  if exists (select from financial_aid_financialaidpayment p
             where p.decision_id = new.corrects_id and p.state in ('sent', 'paid')) then
    raise check_violation using message = 'it left for the bank', constraint = 'aid_decision_not_paid';
  end if;
  if new.delegated_by_id is not null then
    select * into sitting from financial_aid_financialaidsession
      where service_id = new.service_id and fund_id = new.fund_id and closed_at is not null
      order by held_on desc limit 1;
    if sitting.id is distinct from new.delegated_by_id or not new.granted
       or new.amount_cents > sitting.urgent_cap_cents then
      raise check_violation using message = 'beyond the delegation', constraint = 'aid_decision_within_the_cap';
    end if;
    return new;
  end if;
  select * into sitting from financial_aid_financialaidsession
    where id = new.session_id and service_id = new.service_id and fund_id = new.fund_id for update;
  select count(*) filter (where v.choice = 'for') as yes, count(*) filter (where v.choice = 'against') as no,
         count(*) filter (where v.choice = 'abstain') as none into counted
    from financial_aid_financialaidvote v join financial_aid_financialaidagendaline l on l.id = v.line_id
    where l.session_id = new.session_id and v.request_id = new.request_id;
  if sitting.closed_at is not null or counted.yes + counted.no + counted.none < sitting.quorum then
    raise check_violation using message = 'no quorum', constraint = 'aid_decision_has_its_quorum';
  end if;
  if new.granted <> (counted.yes > counted.no) then
    raise check_violation using message = 'not what was voted', constraint = 'aid_decision_as_voted';
  end if;
  new.votes_for := counted.yes; new.votes_against := counted.no; new.abstentions := counted.none;
  return new;
end $function$;
comment on function check_aid_decision() is
'A decision says what the votes of its session say, with the quorum of that session; between two sessions, a grant within the cap of the last one that was closed.';
