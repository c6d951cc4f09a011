CREATE OR REPLACE FUNCTION public.move_aid_budget()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update financial_aid_financialaidbudget set
    allocated_cents = allocated_cents + case new.kind when 'allocate' then new.amount_cents else 0 end,
    reserved_cents = reserved_cents + case new.kind when 'reserve' then new.amount_cents
                                                    when 'pay' then -new.amount_cents
                                                    when 'release' then -new.amount_cents else 0 end,
    paid_cents = paid_cents + case new.kind when 'pay' then new.amount_cents else 0 end
  where id = new.budget_id and service_id = new.service_id and fund_id = new.fund_id;
  return null;
end $function$;
comment on function move_aid_budget() is
'The totals of a budget follow its movements, on its locked row: what would leave less than nothing is refused by aid_budget_never_below_zero.';
