CREATE OR REPLACE FUNCTION public.programme_voucher_tags(exclusion text, cohort text, withdrawn date, reminded date)
 RETURNS TABLE(what text, number bigint)
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
select * from (values
  (case when exclusion <> '' then 'excluded:' || exclusion else 'notified' end, 1::bigint),
  (case when exclusion = '' then 'voucher:' || cohort end, 1),
  (case when exclusion = '' then 'codes_issued' end, 1),
  (case when withdrawn is not null then 'withdrawn' end, 1),
  (case when withdrawn is not null then 'codes_used' end, 1),
  (case when withdrawn is not null then 'withdrawn:' || cohort end, 1),
  (case when reminded is not null then 'reminded' end, 1),
  (case when withdrawn >= reminded then 'withdrawn_once_reminded' end, 1)) as counted (what, number)
where what is not null
$function$;
comment on function programme_voucher_tags(text,text,date,date) is
'What a voucher counts for in the figures of its programme.';
