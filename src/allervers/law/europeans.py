"""What is asked of Europeans: who comes under their rules, when they may reside, which State pays for their care.

Resources of an inactive European are those of the household, as the health insurance reads them (R111-3 CSS).
"""

from datetime import date as day

from allervers.law.expression import (
    all_of,
    any_of,
    case,
    days_after,
    in_month_of_request,
    months_after,
    published,
    scale,
    sum_over_members,
    total,
)
from allervers.law.rules import household, person, rule

WITHDRAWAL = "accord de retrait du Royaume-Uni ; décret 2020-1417"
# The last day on which British nationals came under the European rules, unless they lived here by then.
END_OF_TRANSITION = day(2020, 12, 31)


@rule(person, source=("directive 2004/38/CE", WITHDRAWAL))
def under_european_rules(nationality, date, residence_since):
    """Ressortissant de l'UE, de l'EEE ou de la Suisse (hors France).

    Les Britanniques y sont assimilés jusqu'au 31 décembre 2020, et après s'ils résidaient déjà en France ce jour-là.
    """
    return any_of(
        nationality == "european",
        (nationality == "british") & ((date <= END_OF_TRANSITION) | (residence_since <= END_OF_TRANSITION)),
    )


@rule(person, source="L160-1 CSS")
def works_in_france(employment_start_given, employment_start, activity, date):
    """Travaille en France.

    Depuis le début d'activité déclaré s'il l'est ; sinon selon l'activité du jour de la demande.
    """
    return case((employment_start_given, employment_start <= date), otherwise=activity == "employed")


@rule(person, source="D160-2 CSS")
def is_student(activity, student_declared, trainee):
    """Étudiant ou stagiaire."""
    return any_of(student_declared, trainee, activity == "student")


@rule(person, source="Assurance Maladie, réunion partenaires du 14 octobre 2020")
def is_pensioner(activity, pensioner_declared):
    """Pensionné (vieillesse, invalidité)."""
    return pensioner_declared | (activity == "retired")


@rule(person, source=("directive 2004/38/CE art. 7 § 3", "R233-7 CESEDA"), confidence="low")
def is_paid_unemployment_benefit(unemployment_benefit):
    """Indemnisé au titre du chômage le mois de la demande.

    C'est le signe retenu d'un chômage involontaire après un travail en France, quand ce travail n'est pas déclaré.
    """
    return in_month_of_request(unemployment_benefit) > 0


@rule(
    person,
    source=("directive 2004/38/CE art. 7 § 3", "R233-7 CESEDA (R121-6 avant le 1er mai 2021)"),
    confidence="medium",
)
def keeps_worker_status(
    activity,
    is_paid_unemployment_benefit,
    sick_leave_start_known,
    in_paid_training,
    last_job_given,
    last_job_started_on,
    last_job_ended_on,
    eu_long_work,
    eu_short_work_keeps_status,
    date,
):
    """Ancien travailleur, sans emploi, qui garde cette qualité.

    En arrêt de travail ou en formation rémunérée ; ou au chômage, lu comme involontaire et inscrit : sans limite après
    plus d'un an de travail, six mois après un travail plus court. Si ce travail n'est pas déclaré, le chômage indemnisé
    en est le signe.
    """
    long = months_after(last_job_started_on, eu_long_work) < last_job_ended_on
    within = date <= months_after(last_job_ended_on, eu_short_work_keeps_status)
    return case(
        (activity.is_in("unemployed", "inactive") & (sick_leave_start_known | in_paid_training), True),
        (activity != "unemployed", False),
        (last_job_given, long | within),
        otherwise=is_paid_unemployment_benefit,
    )


@rule(
    person,
    source=("L200-4, L233-1 4° et L233-2 CESEDA (L121-1 et L121-3 avant le 1er mai 2021)", "R233-18 CESEDA"),
    confidence="medium",
)
def is_european_s_family(joins, joined_insured, dependent_on_insured, age, eu_family_child_age):
    """Membre de la famille d'un Européen qui a un droit au séjour.

    Conjoint, enfant de moins de 21 ans ou à charge, ou ascendant à charge d'un assuré européen, quelle que soit sa
    nationalité et sans qu'un titre soit exigé. Que l'Européen travaille ou a des ressources se lit de ce qu'il est
    assuré.
    """
    child = (joins == "child") & ((age < eu_family_child_age) | dependent_on_insured)
    family = any_of(joins.is_in("spouse", "parent"), child)
    return family & (joined_insured == "eu_citizen")


@rule(person, source=("directive 2004/38/CE art. 16", "L234-1 CESEDA"), confidence="medium")
def has_permanent_residence(
    residence_since, lawful_residence_given, lawful_residence_since, date, eu_permanent_residence_after
):
    """Droit au séjour permanent d'un Européen.

    Cinq ans de résidence légale et ininterrompue, comptés du premier jour d'un séjour légal s'il est déclaré ; sinon de
    l'arrivée, et la légalité est à vérifier.
    """
    since = case((lawful_residence_given, lawful_residence_since), otherwise=residence_since)
    return date >= months_after(since, eu_permanent_residence_after)


# --- sufficient resources -------------------------------------------------------------------------------------------


@rule(person, source="R233-1 CESEDA", unit="euros", confidence="medium")
def own_income(
    annual_resources_given, annual_resources, c2s_wages, c2s_replacement_income, c2s_pensions, c2s_other_income
):
    """Ressources propres de la personne sur douze mois.

    Sans abattement ni aides sociales non contributives ; lues sur les douze mois de la C2S.
    """
    summed = total(c2s_wages, c2s_replacement_income, c2s_pensions, c2s_other_income)
    return case((annual_resources_given, annual_resources), otherwise=summed)


@rule(household, source="Assurance Maladie, réunion partenaires du 8 avril 2025", unit="euros")
def household_own_income(own_income, c2s_member, role, joined_insured_resources):
    """Ressources propres du foyer sur douze mois.

    Tout le foyer compte, quelle que soit la nationalité de la personne qui ouvre le droit ; donc aussi l'assuré que le
    demandeur rejoint.
    """
    joined = sum_over_members(joined_insured_resources, where=role == "applicant")
    return sum_over_members(own_income, where=c2s_member) + joined


@rule(
    household,
    source=("L233-1 CESEDA", "R233-1 CESEDA (R121-4 avant le 1er mai 2021)"),
    unit="euros",
    confidence="medium",
)
def sufficient_income(
    role,
    age,
    c2s_couple,
    c2s_household_size,
    eu_aspa_counts,
    eu_aspa_age,
    eu_aspa_amount,
    eu_aspa_amount_couple,
    eu_rsa_coefficients,
    rsa_base_amount,
):
    """Ressources jugées suffisantes sur douze mois.

    Le RSA d'un foyer de cette taille. Jusqu'au 30 avril 2021, l'ASPA quand le demandeur avait l'âge de la demander. En
    dessous, ce n'est pas un refus automatique : la situation personnelle est examinée.
    """
    old = sum_over_members(case((age >= eu_aspa_age, 1), otherwise=0), where=role == "applicant") > 0
    return case(
        (all_of(eu_aspa_counts, old, c2s_couple), eu_aspa_amount_couple * 12),
        (eu_aspa_counts & old, eu_aspa_amount * 12),
        otherwise=(rsa_base_amount * scale(eu_rsa_coefficients, c2s_household_size) + 50) // 100 * 12,
    )


@rule(household, source=("L233-1 CESEDA", "R111-3 CSS"), confidence="medium")
def has_sufficient_resources(household_own_income, sufficient_income):
    """Ressources suffisantes pour un Européen sans activité."""
    return household_own_income >= sufficient_income


@rule(person, source=("directive 2004/38/CE art. 7 et 16", "L233-1 et L234-1 CESEDA"))
def european_may_reside(
    works_in_france,
    keeps_worker_status,
    is_european_s_family,
    is_student,
    has_permanent_residence,
    nationality,
    stay,
    has_sufficient_resources,
):
    """Droit au séjour d'un Européen.

    Il travaille, garde la qualité de travailleur, rejoint un Européen assuré de sa famille, étudie, a un droit au
    séjour permanent, ou le foyer a des ressources suffisantes. L'assurance maladie que la loi demande aux inactifs et
    aux étudiants n'est pas jugée ici : c'est elle que l'on demande.
    """
    return any_of(
        works_in_france,
        is_european_s_family,
        is_student,
        has_permanent_residence,
        (nationality == "british") & (stay == "regular"),
        keeps_worker_status,
        has_sufficient_resources,
    )


# --- rights in the country that a European comes from --------------------------------------------------------------


@rule(person, source="Assurance Maladie, réunions partenaires du 14 octobre 2020 et du 8 avril 2025")
def origin_rights_ended(
    end_of_rights_certificate,
    portability_answered,
    rights_elsewhere,
    eu_written_statement_accepted,
    eu_portability_silence,
    portability_requested,
    portability_requested_on,
    date,
):
    """Plus de droits dans le pays d'origine.

    Une attestation ou une réponse le dit ; à défaut, selon la date : la lettre de la personne suffisait, puis le seul
    silence du pays pendant trente jours.
    """
    silence = case(
        (published(eu_portability_silence), days_after(portability_requested_on, eu_portability_silence) <= date),
        otherwise=False,
    )
    return case(
        (end_of_rights_certificate, True),
        (portability_answered, ~rights_elsewhere),
        (eu_written_statement_accepted, True),
        (portability_requested & silence, True),
        otherwise=~rights_elsewhere,
    )


@rule(person, source=("règlement (CE) 883/2004", "Assurance Maladie, réunion partenaires du 8 avril 2025"))
def covered_by_another_state(
    under_european_rules,
    is_student,
    ceam,
    s1,
    keeps_worker_status,
    has_permanent_residence,
    is_pensioner,
    origin_rights_ended,
):
    """Soins à la charge d'un autre État.

    Formulaire S1, carte européenne d'un étudiant, ou droits qui restent ouverts dans le pays d'origine d'un Européen
    sans activité.
    """
    return case(
        (~under_european_rules, False),
        (keeps_worker_status, False),
        (is_student, ceam | s1),
        (has_permanent_residence & ~is_pensioner, False),
        (s1, True),
        otherwise=~origin_rights_ended,
    )
