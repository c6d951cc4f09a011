CREATE OR REPLACE FUNCTION public.sign_in_try(keys text[], most integer[], within interval)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare full_key text;
begin
  insert into organisations_signintries (name_digest, count, since)
    select key, 0, now() from unnest(keys) as key order by key on conflict do nothing;
  perform from organisations_signintries where name_digest = any(keys) order by name_digest for update;
  update organisations_signintries set count = 0, since = now()
    where name_digest = any(keys) and (since <= now() - within or count = 0);
  select key into full_key from unnest(keys, most) as asked(key, most)
    join organisations_signintries on name_digest = key where count >= asked.most limit 1;
  if full_key is null then
    update organisations_signintries set count = count + 1 where name_digest = any(keys);
  end if;
  return full_key;
end $function$;
comment on function sign_in_try(text[],integer[],interval) is
'Counts one more try under every key, or under none when one of them is full: whoever is held back at one address does not go on counting against a name. Gives the first full key, or null.';
