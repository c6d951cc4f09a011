"""What is left out of the resources (L861-2, R861-10 CSS), as of the day of the request; before, it is counted."""

from allervers.law.c2s_tax_notice import over_period
from allervers.law.expression import any_member, any_of, case, percent_of, scale, sum_over_members, total
from allervers.law.rules import household, person, rule


@rule(person, source=("L861-2 CSS", "R861-10 CSS"), unit="euros")
def c2s_always_left_out(
    emergency_aid,
    civic_service_pay,
    child_disability_benefit,
    disability_compensation,
    personal_autonomy_benefit,
    childcare_benefit,
    back_to_school_benefit,
    death_grant,
    activity_bonus,
    housing_benefit_received,
    left_out_benefit,
    c2s_reference_period_ending,
):
    """Ressources que la loi n'a jamais comptées.

    Secours ponctuels, service civique, prestations pour le handicap d'un enfant, la compensation, l'autonomie,
    l'accueil du jeune enfant et la rentrée, capital décès, prime d'activité ; primes de déménagement, remplacement
    agricole, capital d'accident du travail, rééducation, frais funéraires, anciens combattants d'Afrique du Nord,
    conjoints survivants de supplétifs ; les aides au logement, que remplace un forfait.
    """
    kinds = total(
        emergency_aid,
        civic_service_pay,
        child_disability_benefit,
        disability_compensation,
        personal_autonomy_benefit,
        childcare_benefit,
        back_to_school_benefit,
        death_grant,
        activity_bonus,
        housing_benefit_received,
        left_out_benefit,
    )
    return over_period(kinds, c2s_reference_period_ending)


@rule(person, source="R861-10 CSS", unit="euros", confidence="medium")
def c2s_allowances_of_carers(
    carer_daily_allowance, parental_presence_allowance, end_of_life_allowance, c2s_reference_period_ending
):
    """Allocations du proche aidant, de présence parentale et d'accompagnement d'une fin de vie."""
    kinds = total(carer_daily_allowance, parental_presence_allowance, end_of_life_allowance)
    return over_period(kinds, c2s_reference_period_ending)


@rule(person, source="R861-10 CSS", unit="euros")
def c2s_carers_counted(c2s_allowances_of_carers, c2s_leaves_out_carers):
    """Allocations d'aidant retenues, jusqu'à ce que la loi les laisse de côté."""
    return case((c2s_leaves_out_carers, 0), otherwise=c2s_allowances_of_carers)


@rule(person, source="R861-10 CSS", unit="euros")
def c2s_youth_contract_counted(youth_contract_allowance, c2s_leaves_out_youth_contract, c2s_reference_period_ending):
    """Allocation du contrat d'engagement jeune retenue, avant le 29 juillet 2023."""
    months = over_period(youth_contract_allowance, c2s_reference_period_ending)
    return case((c2s_leaves_out_youth_contract, 0), otherwise=months)


@rule(person, source="R861-10 CSS", unit="euros")
def c2s_later_left_out_counted(
    child_death_allowance,
    orphan_reparation,
    harki_allowance,
    return_to_work_aid,
    domestic_violence_aid,
    foster_upkeep,
    solidarity_income,
    c2s_leaves_out_child_death_allowance,
    c2s_leaves_out_reparations,
    c2s_leaves_out_harki_allowance,
    c2s_leaves_out_aids_of_2025,
    c2s_reference_period_ending,
):
    """Prestations retenues jusqu'à la version qui les laisse de côté.

    Décès d'un enfant (25 mars 2021), réparation aux orphelins (1er avril 2022), harkis (29 juillet 2023) ; retour à
    l'emploi, violences conjugales, entretien d'un enfant accueilli, revenu de solidarité (1er juillet 2025).
    """
    ending = c2s_reference_period_ending
    aids = total(return_to_work_aid, domestic_violence_aid, foster_upkeep, solidarity_income)
    return total(
        case((c2s_leaves_out_child_death_allowance, 0), otherwise=over_period(child_death_allowance, ending)),
        case((c2s_leaves_out_reparations, 0), otherwise=over_period(orphan_reparation, ending)),
        case((c2s_leaves_out_harki_allowance, 0), otherwise=over_period(harki_allowance, ending)),
        case((c2s_leaves_out_aids_of_2025, 0), otherwise=over_period(aids, ending)),
    )


@rule(person, source="R861-10 CSS", unit="euros")
def c2s_asylum_counted(asylum_allowance, c2s_leaves_out_asylum_allowance, c2s_reference_period_ending):
    """Allocation pour demandeur d'asile retenue, avant le 1er juillet 2025."""
    months = over_period(asylum_allowance, c2s_reference_period_ending)
    return case((c2s_leaves_out_asylum_allowance, 0), otherwise=months)


@rule(person, source="R861-10 CSS", unit="euros")
def c2s_study_grant_counted(study_grant, role, c2s_leaves_out_all_grants, c2s_reference_period_ending):
    """Bourse d'études retenue.

    Jusqu'au 30 juin 2025, seules celles des enfants du foyer étaient laissées de côté ; depuis, toutes le sont.
    """
    left_out = any_of(c2s_leaves_out_all_grants, role == "child")
    return case((left_out, 0), otherwise=over_period(study_grant, c2s_reference_period_ending))


@rule(person, source="R861-6-1 CSS", unit="euros")
def c2s_family_gifts(family_gift, annual_resources_given, c2s_reference_period_ending):
    """Aides de la famille ou de proches pendant la période de référence ; déjà comptées dans un total déclaré."""
    return case((annual_resources_given, 0), otherwise=over_period(family_gift, c2s_reference_period_ending))


@rule(household, source=("R861-4 CSS", "R861-6-1 CSS", "R861-10 CSS", "D861-1 CSS"), unit="euros")
def c2s_family_gifts_counted(
    c2s_family_gifts,
    c2s_member,
    c2s_leaves_out_family_gifts,
    c2s_gift_threshold,
    c2s_table_free_metropole,
    c2s_overseas,
    c2s_overseas_increase,
):
    """Aides de la famille retenues.

    Avant le 1er juillet 2025, comptées en entier quand elles dépassent 7 % du plafond d'une personne seule (celui du
    territoire, D861-1) ; depuis, laissées de côté.
    """
    gifts = sum_over_members(c2s_family_gifts, where=c2s_member)
    metropole = scale(c2s_table_free_metropole, 1)
    overseas = (metropole * c2s_overseas_increase + 50_000) // 100_000 * 100
    threshold = percent_of(case((c2s_overseas, overseas), otherwise=metropole), c2s_gift_threshold)
    return case((c2s_leaves_out_family_gifts, 0), (gifts > threshold, gifts), otherwise=0)


@rule(household, source="R861-4 CSS")
def c2s_counts_other(other, c2s_reference_period_ending, c2s_member):
    """Des ressources « autres » sont comptées."""
    return any_member(over_period(other, c2s_reference_period_ending) > 0, where=c2s_member)


@rule(household, source=("L861-2 CSS", "R861-10 CSS"), unit="euros")
def c2s_always_left_out_by_household(c2s_always_left_out, c2s_member):
    """Ressources déclarées que la loi ne compte pas."""
    return sum_over_members(c2s_always_left_out, where=c2s_member)
