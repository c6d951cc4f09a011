CREATE OR REPLACE FUNCTION public.seal_contacts(asked uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  lasting protection_protection;
  place record;
  each record;
begin
  select * into lasting from protection_protection where person_id = asked and ended_at is null;
  if lasting.id is null then
    return;
  end if;
  for place in select * from (values
      ('people_person', 'id = $1'),
      ('referrals_referral', 'id in (select referral_id from accompaniment_accompaniment where person_id = $1)'),
      ('rights_files_rightsfile', 'person_id = $1'),
      ('social_service_socialservicereferral', 'person_id = $1')) as known (source, of_person)
  loop
    -- Locked first, then looked at: somebody may be writing there.
    for each in execute format('select id, jsonb_strip_nulls(jsonb_build_object(''phone'', nullif(phone, ''''),
        ''email'', nullif(email, ''''), ''postal_address'', nullif(postal_address, ''''))) as contact
        from %I where %s for update', place.source, place.of_person) using asked
    loop
      if each.contact <> '{}' then
        insert into protection_sealedcontact as there (fund_id, protection_id, source, "row", kept)
          values (lasting.fund_id, lasting.id, place.source, each.id::text, each.contact)
          on conflict (protection_id, source, "row") do update set kept = there.kept || excluded.kept;
        execute format('update %I set phone = '''', email = '''', postal_address = '''' where id = $1', place.source)
          using each.id;
      end if;
    end loop;
  end loop;
  for each in select l.id, l.content -> 'address' as address from rights_files_letter l
      join rights_files_rightsfile f on f.id = l.file_id
      where f.person_id = asked and l.content -> 'address' <> '[]' for update of l
  loop
    insert into protection_sealedcontact (fund_id, protection_id, source, "row", kept)
      values (lasting.fund_id, lasting.id, 'rights_files_letter', each.id::text,
              jsonb_build_object('address', each.address));
    update rights_files_letter set content = jsonb_set(content, '{address}', '[]') where id = each.id;
  end loop;
  for each in select s.id, s.envelope from rights_files_sending s join rights_files_rightsfile f on f.id = s.file_id
      where f.person_id = asked and s.envelope <> '[]' for update of s
  loop
    insert into protection_sealedcontact (fund_id, protection_id, source, "row", kept)
      values (lasting.fund_id, lasting.id, 'rights_files_sending', each.id::text,
              jsonb_build_object('envelope', each.envelope));
    update rights_files_sending set envelope = '[]' where id = each.id;
  end loop;
end $function$;
comment on function seal_contacts(uuid) is
'Takes how a protected person is reached out of every row that says it, their letters as well, and keeps it in a table that the application cannot read. Does nothing for anybody else; again, it takes what was written since.';
revoke all on function seal_contacts(uuid) from public;
