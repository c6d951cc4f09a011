CREATE OR REPLACE FUNCTION public.decision_is_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (new.id, new.file_id, new.number, new.author_id, new.outcome, new."on", new.c2s_class, new.reason,
      new.situation, new.answer, new.law_version, new.corrects_id) is distinct from
     (old.id, old.file_id, old.number, old.author_id, old.outcome, old."on", old.c2s_class, old.reason,
      old.situation, old.answer, old.law_version, old.corrects_id)
     or (old.starts_on is not null
         and (new.starts_on, new.ends_on) is distinct from (old.starts_on, old.ends_on)) then
    raise exception 'a decision is not changed' using errcode = 'check_violation', constraint = 'decision_is_kept';
  end if;
  return new;
end $function$;
