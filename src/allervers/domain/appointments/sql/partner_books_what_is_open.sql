CREATE OR REPLACE FUNCTION public.partner_books_what_is_open()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from appointments_opening where id = new.opening_id and to_partners) then
    raise check_violation using constraint = 'partner_books_what_is_open',
      message = 'these hours are not open to partners';
  end if;
  if new.accompaniment_id is null or not exists (
      select from accompaniment_accompaniment a join referrals_referral r on r.id = a.referral_id
      where a.id = new.accompaniment_id and a.person_id = new.person_id and a.closed_on is null
        and r.reported_by_id = new.author_id and r.feedback_consent) then
    raise check_violation using constraint = 'partner_books_for_whom_they_reported',
      message = 'a partner books for somebody whom they reported, and who is accompanied';
  end if;
  return new;
end $function$;
comment on function partner_books_what_is_open() is
'Decision 0102: whoever reported a person books for them alone, while the person is accompanied and agreed that they be told, in hours opened to partners.';
