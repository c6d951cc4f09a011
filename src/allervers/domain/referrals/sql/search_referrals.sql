CREATE OR REPLACE FUNCTION public.search_referrals(typed text, how_many integer, born_from date DEFAULT NULL::date, born_to date DEFAULT NULL::date)
 RETURNS TABLE(referral_id uuid, likeness real)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  fund bigint := current_organisation_id();
  wanted text := name_key(typed);
begin
  return query
    select id, name_likeness(wanted, words) from (
      select id, received_at, identity_text(birth_name, usage_name, first_name) as words
      from referrals_referral
      where fund_id = fund
        and array_to_tsvector(name_variants(identity_text(birth_name, usage_name, first_name))) @@ name_query(wanted)
        and (born_from is null or birth_date between born_from and born_to)
      order by triaged_at is null desc, received_at desc limit 10 * how_many
    ) nearly
    order by 2 desc, received_at desc limit how_many;
end $function$;
comment on function search_referrals(text,integer,date,date) is
'Neither text search, trigrams nor `reverse` are leakproof, so row-level security would keep the application from using their indexes: this runs as the owner and filters on the fund of the context itself. Without a context it finds nothing.';
