CREATE OR REPLACE FUNCTION public.check_care_refusal_holder()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from organisations_servicemember m join organisations_user u on u.id = m.account_id
                 where m.service_id = new.service_id and m.account_id = new.holder_id and m.left_at is null
                   and u.is_active) then
    raise check_violation using message = 'only a member holds a file', constraint = 'care_refusal_holder_is_a_member';
  end if;
  if exists (select from care_refusals_carerefusallink l join care_refusals_carerefusal known on known.id = l.refusal_id
             where l.account_id = new.holder_id
               and (l.refusal_id = new.id
                    or (l.kind = 'person' and known.person_id = new.person_id)
                    or (l.kind = 'professional' and new.rpps <> '' and known.rpps = new.rpps)))
     or exists (select from organisations_user u join people_person p on p.id = new.person_id
                where u.id = new.holder_id and name_key(u.first_name) = p.first_name_key
                  and name_key(u.last_name) in (p.birth_name_key, name_key(p.usage_name))) then
    raise check_violation using message = 'a mediator knows no party', constraint = 'care_refusal_holder_knows_no_party';
  end if;
  return new;
end $function$;
comment on function check_care_refusal_holder() is
'Who holds a file of a refusal of care is a member of the service, has declared no link with the person or the professional, and has not the names of the person.';
