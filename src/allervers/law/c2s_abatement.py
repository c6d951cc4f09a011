"""The abatement of 30 % on income from work (R861-8 CSS): the situation of the month of the request."""

from allervers.law.expression import all_of, any_of, case, in_month_of_request, months_after, sum_over_months
from allervers.law.rules import person, rule


@rule(person, source="R861-8 CSS")
def c2s_long_sick_leave(sick_pay, sick_leave_start_known, sick_leave_since, date, c2s_sick_leave_months):
    """Arrêt de travail de plus de six mois.

    Plus de six mois depuis le début déclaré de l'arrêt ; sans lui, des indemnités journalières le mois de la demande et
    chacun des six mois précédents.
    """
    paid = case((sick_pay > 0, 1), otherwise=0)
    return case(
        (sick_leave_start_known, months_after(sick_leave_since, c2s_sick_leave_months) < date),
        otherwise=sum_over_months(paid, ending=0, months=7) == 7,
    )


@rule(person, source="R861-8 CSS")
def c2s_abated_for_sickness(sick_pay, sick_leave_start_known, c2s_long_sick_leave):
    """En arrêt de travail pour maladie depuis plus de six mois."""
    # Asked only of who is on sick leave: the reading of « six months » by payments is to be confirmed.
    return (sick_leave_start_known | (in_month_of_request(sick_pay) > 0)) & c2s_long_sick_leave


@rule(person, source=("R861-8 CSS", "circulaire (conditions du chômage remplies, allocation pas encore versée)"))
def c2s_abated_for_unemployment(
    activity,
    unemployment_benefit,
    partial_unemployment,
    unemployment_benefit_granted,
    unemployment_benefit_granted_on,
    date,
):
    """Au chômage indemnisé, total ou partiel.

    Une indemnité d'activité partielle le mois de la demande ; ou, de qui n'est pas en activité, une allocation versée
    ce mois-là, ou accordée et dont les conditions sont déjà remplies.
    """
    return any_of(
        (activity != "employed") & (in_month_of_request(unemployment_benefit) > 0),
        in_month_of_request(partial_unemployment) > 0,
        all_of(unemployment_benefit_granted, unemployment_benefit_granted_on <= date, activity != "employed"),
    )


@rule(person, source="R861-8 CSS")
def c2s_abated_for_training(activity, training_pay, in_paid_training):
    """Sans emploi, et rémunéré pour un stage de formation."""
    return (activity != "employed") & (in_paid_training | (in_month_of_request(training_pay) > 0))


@rule(person, source=("R861-8 CSS", "L382-32 CSS"))
def c2s_abated_in_prison(prisoner, activity, works_outside_prison, c2s_prisoners_abated):
    """Écroué, depuis le 1er octobre 2025.

    Sauf en semi-liberté, en placement à l'extérieur ou sous surveillance électronique, s'il travaille aux conditions de
    tous et est affilié à ce titre ; le travail en détention ne fait pas perdre l'abattement.
    """
    outside = (activity == "employed") & works_outside_prison
    return all_of(c2s_prisoners_abated, prisoner, ~outside)


@rule(person, source="R861-8 CSS")
def c2s_wages_abated(
    c2s_abated_for_unemployment, ass, c2s_abated_for_sickness, c2s_abated_in_prison, c2s_abated_for_training
):
    """Droit à l'abattement sur les revenus d'activité.

    Situation du mois de la demande : chômage indemnisé, allocation de solidarité spécifique, arrêt de travail de plus
    de six mois, formation rémunérée, ou écrou.
    """
    return any_of(
        c2s_abated_for_unemployment,
        in_month_of_request(ass) > 0,
        c2s_abated_for_sickness,
        c2s_abated_for_training,
        c2s_abated_in_prison,
    )


@rule(person, source="R861-8 CSS", confidence="medium")
def c2s_training_pay_left_out(
    training_pay,
    in_paid_training,
    unemployment_benefit,
    partial_unemployment,
    sick_pay,
    ass,
    unemployment_benefit_granted,
):
    """La rémunération de stage a cessé, sans revenu de substitution.

    Lu ainsi : plus de stage rémunéré le mois de la demande, ni chômage versé ou accordé, ni allocation de solidarité
    spécifique, ni indemnités journalières.
    """
    replaced = unemployment_benefit + partial_unemployment + sick_pay + ass
    return all_of(
        ~in_paid_training,
        ~unemployment_benefit_granted,
        in_month_of_request(training_pay) == 0,
        in_month_of_request(replaced) == 0,
    )
