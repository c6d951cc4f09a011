create or replace view fact_of_referral with (security_invoker=true) as
 SELECT id,
    fund_id,
    received_on,
    detector_family,
    detector_category,
    reasons,
    known_sex AS sex,
    EXTRACT(year FROM age(received_on::timestamp with time zone, born_on::timestamp with time zone))::smallint AS age,
    studies_opposed,
    urgent,
    forgone_care,
    forgone_since,
    forgone_causes,
    false AS imported
   FROM ( SELECT r.id,
            r.fund_id,
            r.detector_family,
            r.detector_category,
            r.reasons,
            r.studies_opposed,
            r.urgent,
            r.forgone_care,
            r.forgone_since,
            r.forgone_causes,
            (r.received_at AT TIME ZONE 'Europe/Paris'::text)::date AS received_on,
            COALESCE(NULLIF(p.sex::text, ''::text), r.sex::text) AS known_sex,
            COALESCE(p.birth_date, r.birth_date) AS born_on
           FROM referrals_referral r
             LEFT JOIN accompaniment_accompaniment a ON a.referral_id = r.id
             LEFT JOIN people_person p ON p.id = a.person_id) file;
comment on view fact_of_referral is
'What the fact of a file is, said once: read by the triggers for one file and by bulk loads for many. It names its columns: a migration that changes the type of one drops it and loads it again. Not for the application; and it shows what its reader may see, so that a grant made by mistake would open nothing.';
