CREATE OR REPLACE FUNCTION public.link_identity(shown text, of_issuer text, of_subject text, at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare invited bigint;
begin
  -- The invitation is used up first: of two who show it at once, one finds it gone.
  delete from credentials_linkinvitation invitation using organisations_user account
    where invitation.digest = shown and invitation.expires_at > at
      and account.id = invitation.account_id and account.is_active
    returning invitation.account_id into invited;
  if invited is null then
    return null;
  end if;
  insert into credentials_linkedidentity (account_id, issuer, subject, linked_at)
    values (invited, of_issuer, of_subject, at)
    on conflict (account_id) do update
      set issuer = excluded.issuer, subject = excluded.subject, linked_at = excluded.linked_at;
  -- Whoever showed the code did it in the name of the account; nobody else is known here.
  perform tell_change(invited, invited, 'linked', '', '');
  return invited;
exception when unique_violation then
  return null;  -- this identity is already another account's; the invitation stays
end $function$;
