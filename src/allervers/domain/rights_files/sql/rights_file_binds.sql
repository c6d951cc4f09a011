CREATE OR REPLACE FUNCTION public.rights_file_binds(file uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
select coalesce(bool_and(case
  when latest.document_id is null then q.by_itself
  else latest.set_aside = '' and latest.scan <> 'infected'
    and coalesce(latest.dated_on >= latest.supplied_on - make_interval(months => nullif(q.newer_than_months, 0)), true)
    and (q.intention <> 'first' or latest.intention = 'first') end), false)
from rights_files_requiredpaper q
left join lateral (
  select s.document_id, s.set_aside, s.dated_on, s.supplied_on, s.intention, d.scan
  from rights_files_suppliedpaper s join documents_document d on d.id = s.document_id
  where s.required_id = q.id and not s.misfiled order by d.created_at desc limit 1) latest on true
where q.file_id = file and not q.not_concerned
  and q.code not in ('c2s_adhesion', 'c2s_payment', 'ame_care_received', 'ame_hospital') $function$;
comment on function rights_file_binds(uuid) is
'Whether the file follows the list of first intention (papers.is_opposable): asked by the database itself, to count what must never be.';
