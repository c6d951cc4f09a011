"""What the law reads on the last tax notice known (R861-8, R861-9, R861-15 CSS), each sum as of its date.

Where the law reads the notice, its sum counts whatever the months say. When the notice does not tell a sum of which the
months show an income, the sum is unknown: the months do not stand for it.
"""

from allervers.law.expression import Name, case, max_of, min_of, percent_of, scale, sum_over_months, total
from allervers.law.rules import person, rule

PERIOD = ("R861-4 CSS", "R861-8 CSS")


def over_period(amount, c2s_reference_period_ending):
    return sum_over_months(amount, ending=c2s_reference_period_ending, months=12)


def of_last_notice(kind: str, months):
    """The sum of ``kind`` on the notice; nothing if the months show no such income and the notice does not tell it."""
    told, on_notice = Name(f"tax_notice_tells_{kind}"), Name(f"tax_notice_{kind}")
    return case((told, on_notice), (months == 0, 0), otherwise=on_notice)


@rule(person, source=("R861-8 CSS", "R861-15 CSS"), unit="euros")
def c2s_self_employed(self_employed, c2s_reference_period_ending):
    """Revenus d'indépendant, tels que portés sur le dernier avis connu."""
    return of_last_notice("self_employed", over_period(self_employed, c2s_reference_period_ending))


@rule(
    person, source=("R861-8 CSS", "R861-4 CSS (abattement d'un arrêté non retrouvé)"), unit="euros", confidence="medium"
)
def c2s_capital_income(capital_income, c2s_reference_period_ending):
    """Revenus du patrimoine et produits de placement, tels que portés sur le dernier avis connu.

    R861-4 les retient pour leur montant imposable après un abattement, dont l'arrêté n'a pas été retrouvé : le montant
    de l'avis est compté entier.
    """
    return of_last_notice("capital_income", over_period(capital_income, c2s_reference_period_ending))


@rule(person, source="R861-8 CSS", unit="euros")
def c2s_foreign_income(foreign, c2s_reference_period_ending, c2s_more_read_on_notice):
    """Salaires et pensions de source étrangère.

    Depuis le 1er janvier 2025, ceux du dernier avis connu ; avant, ceux de la période de référence.
    """
    months = over_period(foreign, c2s_reference_period_ending)
    return case((c2s_more_read_on_notice, of_last_notice("foreign", months)), otherwise=months)


@rule(person, source="R861-8 CSS", unit="euros")
def c2s_copyright(copyright, c2s_reference_period_ending, c2s_more_read_on_notice):
    """Droits d'auteur.

    Depuis le 1er janvier 2025, ceux du dernier avis connu ; avant, ceux de la période de référence.
    """
    months = over_period(copyright, c2s_reference_period_ending)
    return case((c2s_more_read_on_notice, of_last_notice("copyright", months)), otherwise=months)


@rule(person, source="R861-8 CSS", unit="euros")
def c2s_maintenance_received(maintenance_received, c2s_reference_period_ending, c2s_more_read_on_notice):
    """Pensions alimentaires reçues.

    Depuis le 1er janvier 2025, celles du dernier avis connu ; avant, celles de la période de référence.
    """
    months = over_period(maintenance_received, c2s_reference_period_ending)
    return case((c2s_more_read_on_notice, of_last_notice("maintenance_received", months)), otherwise=months)


@rule(person, source="R861-9 CSS", unit="euros")
def c2s_maintenance_paid_by_month(maintenance_paid, c2s_maintenance_period_ending):
    """Pensions alimentaires versées, mois par mois.

    En 2022, pendant la période de référence ; du 1er janvier au 28 juillet 2023, pendant la dernière année civile.
    """
    return over_period(maintenance_paid, c2s_maintenance_period_ending)


@rule(person, source="R861-9 CSS", unit="euros")
def c2s_maintenance_paid(c2s_maintenance_paid_by_month, c2s_maintenance_paid_read_on_notice):
    """Pensions alimentaires versées, à déduire.

    Celles du dernier avis connu, sauf du 1er janvier 2022 au 28 juillet 2023.
    """
    months = c2s_maintenance_paid_by_month
    return case((c2s_maintenance_paid_read_on_notice, of_last_notice("maintenance_paid", months)), otherwise=months)


@rule(person, source=("R861-15 CSS", "articles 50-0, 64 bis et 102 ter du code général des impôts"), unit="euros")
def c2s_new_turnover_income(new_business, new_business_turnover, new_business_costs, new_business_least_costs):
    """Revenu tiré du chiffre d'affaires d'une activité nouvelle.

    Chiffre d'affaires hors taxe des quatre trimestres civils précédant la demande, moins l'abattement fiscal de
    l'activité (ventes 71 %, services 50 %, autres 34 %, agricole 87 %), d'au moins 305 €.
    """
    place = case(
        (new_business == "sales", 1), (new_business == "services", 2), (new_business == "professional", 3), otherwise=4
    )
    kept = percent_of(new_business_turnover, 100 - scale(new_business_costs, place))
    return max_of(min_of(kept, new_business_turnover - new_business_least_costs), 0)


@rule(person, source=("R861-15 CSS", "article 62 du code général des impôts"), unit="euros")
def c2s_new_director_income(new_business, new_business_profit_share, new_business_pay, c2s_new_director_abatement):
    """Revenu d'un dirigeant de société qui débute.

    Sa part du bénéfice soumise à l'impôt sur le revenu ; ou, si la société paie l'impôt sur les sociétés, sa
    rémunération de la période de référence, moins 10 %.
    """
    paid = percent_of(new_business_pay, 100 - c2s_new_director_abatement)
    return case((new_business == "director_income_tax", new_business_profit_share), otherwise=paid)


@rule(person, source="R861-15 CSS", unit="euros")
def c2s_new_business_income(
    new_business_given,
    new_business,
    c2s_new_business_by_turnover,
    c2s_new_turnover_income,
    c2s_new_director_income,
    new_business_earlier_income,
):
    """Revenu d'une activité indépendante nouvelle, qu'aucun avis ne porte encore.

    Avant 2022 : les revenus de l'année civile qui a précédé la création, ou de la première année d'activité si la
    demande vient dans la deuxième.
    """
    directs = new_business.is_in("director_income_tax", "director_corporate_tax")
    income = case((directs, c2s_new_director_income), otherwise=c2s_new_turnover_income)
    return case((~new_business_given, 0), (c2s_new_business_by_turnover, income), otherwise=new_business_earlier_income)


@rule(person, source="R861-6 CSS", unit="euros")
def c2s_idle_assets_income(
    idle_buildings, idle_land, idle_capital, c2s_idle_buildings_rate, c2s_idle_land_rate, c2s_idle_capital_rate
):
    """Revenu des biens qui ne rapportent rien.

    Par an : 50 % de la valeur locative des immeubles bâtis, 80 % de celle des terrains, 3 % des capitaux ; hors
    logement occupé.
    """
    return total(
        percent_of(idle_buildings, c2s_idle_buildings_rate),
        percent_of(idle_land, c2s_idle_land_rate),
        percent_of(idle_capital, c2s_idle_capital_rate),
    )
