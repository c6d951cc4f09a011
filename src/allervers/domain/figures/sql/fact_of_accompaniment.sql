create or replace view fact_of_accompaniment with (security_invoker=true) as
 SELECT a.id,
    a.referral_id,
    f.fund_id,
    f.received_on,
    f.detector_family,
    f.detector_category,
    f.reasons,
    f.sex,
    f.age,
    f.studies_opposed,
    a.opened_on,
    a.closed_on,
    a.closure_reason,
    a.themes,
    a.outcomes,
    a.care_types,
    a.publics,
    a.gp_declared_at_end,
    a.c2s_at_end,
    a.ald_exemption_at_end,
    f.imported,
    ARRAY[]::character varying[]::character varying(30)[] AS specialties
   FROM fact_of_referral f
     JOIN accompaniment_accompaniment a ON a.referral_id = f.id;
comment on view fact_of_accompaniment is
'See fact_of_referral.';
