CREATE OR REPLACE FUNCTION public.erase_due_financial_aid()
 RETURNS TABLE(requests integer, persons integer, blobs text[])
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  fund bigint := current_organisation_id();
  today date := (now() at time zone 'Europe/Paris')::date;
begin
  -- What refers to a row is looked at when all is gone that goes with it.
  set constraints all deferred;
  perform pg_advisory_xact_lock(hashtext('erase_due_files'));
  create temporary table due_aid on commit drop as
    select q.id, q.person_id from financial_aid_financialaidrequest q
    where q.fund_id = fund and (q.ended_on + interval '24 months')::date <= today
    for update;
  create temporary table due_aid_papers on commit drop as
    select document_id from financial_aid_financialaidpaper p join due_aid d on d.id = p.request_id;
  blobs := array(select d.blob from documents_document d join due_aid_papers p on p.document_id = d.id);
  delete from financial_aid_financialaidrequest q using due_aid d where q.id = d.id;
  -- The file for the bank holds names and accounts: it goes once none of the requests that it paid is left.
  update financial_aid_financialaidbatch b set content_encrypted = null
    where b.fund_id = fund and b.content_encrypted is not null
      and not exists (select from financial_aid_financialaidpayment p where p.batch_id = b.id);
  delete from documents_document d using due_aid_papers p where d.id = p.document_id;
  select count(*) into requests from due_aid;
  persons := erase_persons_left_alone(array(select distinct d.person_id from due_aid d));
  drop table due_aid; drop table due_aid_papers;
  if requests > 0 then
    insert into privacy_erasure (fund_id, at, files, persons) values (fund, now(), requests, persons);
  end if;
  return next;
end $function$;
comment on function erase_due_financial_aid() is
'Requests for financial aid with their papers, 24 months after their end; a payment file with the last request that it paid. A person goes with the last of their files.';
