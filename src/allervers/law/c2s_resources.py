"""The resources of the household over the reference period (R861-4 to R861-15 CSS), in cents.

Amounts are net and as the situation lists them by month; `c2s_tax_notice` reads those of the last tax notice,
`c2s_left_out` says what does not count, `c2s_abatement` when income from work counts for less.
"""

from allervers.law.c2s_tax_notice import PERIOD, over_period
from allervers.law.expression import (
    any_member,
    at_month,
    case,
    count_members,
    max_of,
    min_of,
    percent_of,
    scale,
    sum_over_members,
    sum_over_months,
    total,
)
from allervers.law.rules import household, person, rule


@rule(person, source=PERIOD, unit="euros")
def c2s_wages(wage, c2s_reference_period_ending):
    """Salaires nets de la période de référence."""
    return over_period(wage, c2s_reference_period_ending)


@rule(person, source="R861-8 CSS", unit="euros")
def c2s_wages_counted(c2s_wages, c2s_wages_abated, c2s_wage_abatement):
    """Salaires retenus, après abattement éventuel de 30 %."""
    abated = percent_of(c2s_wages, 100 - c2s_wage_abatement)
    return case((c2s_wages_abated, abated), otherwise=c2s_wages)


@rule(person, source=PERIOD, unit="euros")
def c2s_replacement_income(unemployment_benefit, partial_unemployment, ass, sick_pay, c2s_reference_period_ending):
    """Chômage total ou partiel, allocation de solidarité spécifique et indemnités journalières."""
    incomes = total(unemployment_benefit, partial_unemployment, ass, sick_pay)
    return over_period(incomes, c2s_reference_period_ending)


@rule(person, source="R861-8 CSS", unit="euros")
def c2s_training_pay_counted(training_pay, c2s_training_pay_left_out, c2s_reference_period_ending):
    """Rémunérations de stage retenues ; laissées de côté si elles ont cessé sans revenu de substitution."""
    months = over_period(training_pay, c2s_reference_period_ending)
    # The first branch keeps the question of what replaced it from being asked of who never had any.
    return case((months == 0, 0), (c2s_training_pay_left_out, 0), otherwise=months)


@rule(person, source=PERIOD, unit="euros")
def c2s_pensions(
    retirement_pension,
    disability_pension,
    work_accident_annuity,
    disability_supplement,
    c2s_reference_period_ending,
):
    """Pensions de retraite et d'invalidité, rentes d'accident du travail, compléments de l'AAH."""
    pensions = total(retirement_pension, disability_pension, work_accident_annuity, disability_supplement)
    return over_period(pensions, c2s_reference_period_ending)


@rule(person, source=PERIOD, unit="euros")
def c2s_other_income(other, c2s_reference_period_ending):
    """Autres ressources."""
    return over_period(other, c2s_reference_period_ending)


@rule(person, source=("R861-8 CSS", "R861-15 CSS", "R861-6 CSS"), unit="euros")
def c2s_declared_income(
    declared_by_the_year,
    self_employed,
    capital_income,
    foreign,
    copyright,
    maintenance_received,
    c2s_reference_period_ending,
    c2s_self_employed,
    c2s_new_business_income,
    c2s_capital_income,
    c2s_idle_assets_income,
    c2s_foreign_income,
    c2s_copyright,
    c2s_maintenance_received,
):
    """Revenus d'indépendant, du patrimoine, de l'étranger, droits d'auteur et pensions alimentaires reçues."""
    incomes = total(
        c2s_self_employed,
        c2s_new_business_income,
        c2s_capital_income,
        c2s_idle_assets_income,
        c2s_foreign_income,
        c2s_copyright,
        c2s_maintenance_received,
    )
    # Most have none of these: one look at the months, and the seven rules have nothing to tell.
    kinds = total(self_employed, capital_income, foreign, copyright, maintenance_received)
    none = over_period(kinds, c2s_reference_period_ending) == 0
    return case((~declared_by_the_year & none, 0), otherwise=incomes)


@rule(person, source="R861-10 CSS", unit="euros")
def c2s_benefits_not_yet_left_out(
    carer_daily_allowance,
    parental_presence_allowance,
    end_of_life_allowance,
    youth_contract_allowance,
    asylum_allowance,
    study_grant,
    c2s_reference_period_ending,
    c2s_carers_counted,
    c2s_youth_contract_counted,
    c2s_asylum_counted,
    c2s_study_grant_counted,
    c2s_later_left_out_counted,
):
    """Ressources que la loi du jour compte encore."""
    kinds = total(
        carer_daily_allowance,
        parental_presence_allowance,
        end_of_life_allowance,
        youth_contract_allowance,
        asylum_allowance,
        study_grant,
    )
    counted = total(c2s_carers_counted, c2s_youth_contract_counted, c2s_asylum_counted, c2s_study_grant_counted)
    none = over_period(kinds, c2s_reference_period_ending) == 0
    return case((none, 0), otherwise=counted) + c2s_later_left_out_counted


@rule(person, source=("L861-2 CSS", "instruction du 31 mars 2020"), unit="euros")
def c2s_aah_counted(aah, c2s_aah_abatement, c2s_reference_period_ending):
    """AAH retenue, après l'abattement de chaque mois."""
    counted = case((aah == 0, 0), otherwise=max_of(aah - at_month(c2s_aah_abatement), 0))
    return over_period(counted, c2s_reference_period_ending)


@rule(person, source=("L861-2 CSS", "instruction DSS/SD2A/2021/71"), unit="euros")
def c2s_asi_counted(asi, aah, c2s_adult, c2s_asi_abatement, c2s_asi_abatement_couple, c2s_reference_period_ending):
    """ASI retenue, après l'abattement de chaque mois.

    Abattement d'un bénéficiaire, ou moitié de celui d'un couple quand les deux la reçoivent ; aucun le mois où la
    personne reçoit aussi l'AAH, déjà diminuée.
    """
    both = count_members(c2s_adult & (asi > 0)) >= 2
    abatement = case(
        (aah > 0, 0),
        (both, at_month(c2s_asi_abatement_couple) // 2),
        otherwise=at_month(c2s_asi_abatement),
    )
    # The first branch keeps the question of the other's ASI from being asked when there is no ASI to cut.
    counted = case((asi == 0, 0), otherwise=max_of(asi - abatement, 0))
    return over_period(counted, c2s_reference_period_ending)


@rule(person, source=("L861-2 CSS", "instruction du 31 mars 2020"), unit="euros")
def c2s_aspa_counted(
    aspa, c2s_adult, c2s_couple, c2s_aspa_abatement, c2s_aspa_abatement_couple, c2s_reference_period_ending
):
    """ASPA retenue, après l'abattement de chaque mois.

    Abattement d'une personne seule, ou celui d'un couple dès que l'un des deux la reçoit, partagé s'ils la reçoivent
    tous les deux.
    """
    both = count_members(c2s_adult & (aspa > 0)) >= 2
    for_couple = at_month(c2s_aspa_abatement_couple)
    abatement = case((~c2s_couple, at_month(c2s_aspa_abatement)), (both, for_couple // 2), otherwise=for_couple)
    counted = case((aspa == 0, 0), otherwise=max_of(aspa - abatement, 0))
    return over_period(counted, c2s_reference_period_ending)


@rule(person, source=PERIOD, unit="euros")
def c2s_person_income(
    annual_resources_given,
    annual_resources,
    c2s_wages_counted,
    c2s_replacement_income,
    c2s_training_pay_counted,
    c2s_pensions,
    c2s_declared_income,
    c2s_benefits_not_yet_left_out,
    c2s_other_income,
    c2s_aah_counted,
    c2s_asi_counted,
    c2s_aspa_counted,
):
    """Ressources de la personne sur la période de référence.

    Le total déclaré s'il est connu ; sinon la somme des ressources de chaque mois, après abattements.
    """
    summed = total(
        c2s_wages_counted,
        c2s_replacement_income,
        c2s_training_pay_counted,
        c2s_pensions,
        c2s_declared_income,
        c2s_benefits_not_yet_left_out,
        c2s_other_income,
        c2s_aah_counted,
        c2s_asi_counted,
        c2s_aspa_counted,
    )
    return case((annual_resources_given, annual_resources), otherwise=summed)


@rule(person, source="R861-9 CSS", unit="euros")
def c2s_person_deduction(annual_resources_given, c2s_maintenance_paid):
    """Pensions alimentaires à déduire ; déjà déduites d'un total déclaré."""
    return case((annual_resources_given, 0), otherwise=c2s_maintenance_paid)


@rule(household, source=PERIOD, unit="euros")
def c2s_family_benefits(
    family_allowance,
    family_support_allowance,
    family_supplement,
    parental_leave_benefit,
    c2s_reference_period_ending,
):
    """Prestations familiales comptées."""
    benefits = total(family_allowance, family_support_allowance, family_supplement, parental_leave_benefit)
    return over_period(benefits, c2s_reference_period_ending)


@rule(household, source=("R861-5 CSS", "R861-7 CSS"), unit="euros")
def c2s_housing_flat_rate(
    housing,
    housing_benefit,
    c2s_household_size,
    rsa_base_amount,
    rsa_household_coefficients,
    c2s_housing_flat_rate_owner,
    c2s_housing_flat_rate_benefit,
    c2s_member,
    annual_resources_given,
    territory,
    rsa_share_in_mayotte,
):
    """Forfait logement sur douze mois.

    Avec une aide au logement : un forfait limité au montant de l'aide. Sans aide, pour un propriétaire, qu'il rembourse
    un prêt ou non, ou une personne logée gratuitement : un forfait. Les deux ne s'ajoutent pas. Rien dans les autres
    cas, ni quand le total déclaré des ressources le contient déjà. À Mayotte le RSA, donc le forfait, est moindre.
    """
    share = case((territory == "mayotte", rsa_share_in_mayotte), otherwise=100)
    reference = rsa_base_amount * scale(rsa_household_coefficients, c2s_household_size) * share
    # The monthly figure is published to the cent, so it is rounded before it is taken twelve times.
    owner_rate = (reference * scale(c2s_housing_flat_rate_owner, c2s_household_size) + 500_000) // 1_000_000
    benefit_rate = (reference * scale(c2s_housing_flat_rate_benefit, c2s_household_size) + 5_000_000) // 10_000_000
    return case(
        (any_member(c2s_member & annual_resources_given), 0),
        (housing_benefit > 0, 12 * min_of(housing_benefit, benefit_rate)),
        (housing.is_in("owner", "owner_with_loan", "lodged_free"), 12 * owner_rate),
        otherwise=0,
    )


@rule(household, source=("L861-2 CSS", "R861-4 CSS"), unit="euros")
def c2s_resources(
    c2s_person_income,
    c2s_person_deduction,
    c2s_member,
    c2s_family_benefits,
    c2s_family_gifts_counted,
    c2s_housing_flat_rate,
):
    """Ressources du foyer sur la période de référence.

    Ressources de tous les membres du foyer, prestations familiales, aides de la famille et forfait logement, moins les
    pensions alimentaires versées.
    """
    income = sum_over_members(c2s_person_income, where=c2s_member)
    deducted = sum_over_members(c2s_person_deduction, where=c2s_member)
    received = total(income, c2s_family_benefits, c2s_family_gifts_counted, c2s_housing_flat_rate)
    return max_of(received - deducted, 0)


@rule(person, source="R861-11 CSS")
def worked_in_last_three_months(wage, self_employed, annual_resources_given, tax_notice_tells_self_employed, activity):
    """Activité salariée ou indépendante pendant les trois mois civils précédant la demande.

    Quand seul un total annuel est déclaré, ou le revenu d'indépendant d'un avis, l'activité déclarée le dit.
    """
    earned = sum_over_months(total(wage, self_employed), ending=1, months=3) > 0
    return earned | ((annual_resources_given | tax_notice_tells_self_employed) & (activity == "employed"))
