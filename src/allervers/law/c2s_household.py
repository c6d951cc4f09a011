"""Who counts in the household of the C2S (R861-2 CSS), and what share of the ceiling each person brings (R861-3)."""

from allervers.law.expression import (
    age_on,
    all_members,
    all_of,
    any_member,
    any_of,
    case,
    count_members,
    rank_among_members,
    scale,
    sum_over_members,
)
from allervers.law.rules import household, person, rule


@rule(person, source="R861-2 CSS", unit="years")
def age(birth_date, date):
    """Âge le jour de la demande."""
    return age_on(birth_date, date)


@rule(person, source="R861-2 CSS")
def c2s_adult(role, joint_taxation):
    """Demandeur, conjoint ou concubin.

    Le conjoint ou partenaire de PACS compte s'il est imposé en commun avec le demandeur ; le concubin compte toujours.
    """
    return any_of(role == "applicant", role == "partner", (role == "spouse") & joint_taxation)


@rule(person, source="R861-2 CSS")
def c2s_dependant(role, age, c2s_age_limit, attached, own_tax_return, lives_with_parents, maintenance_from_parents):
    """Enfant ou personne à charge de moins de 25 ans.

    Moins de 25 ans le jour de la demande et : rattaché au foyer fiscal ; ou vivant sous le même toit avec sa propre
    déclaration de revenus ; ou recevant de ses parents une pension alimentaire déduite de leurs impôts (hors décision
    de justice).
    """
    return all_of(
        role.is_in("child", "other_dependant"),
        age < c2s_age_limit,
        any_of(
            attached & ~own_tax_return,
            own_tax_return & lives_with_parents,
            maintenance_from_parents,
        ),
    )


@rule(person, source="R861-2 CSS")
def c2s_member(c2s_adult, c2s_dependant):
    """Fait partie du foyer."""
    return c2s_adult | c2s_dependant


@rule(household, source="R861-2 CSS", unit="persons")
def c2s_household_size(c2s_member):
    """Nombre de personnes du foyer."""
    return count_members(c2s_member)


@rule(household, source="R861-2 CSS")
def c2s_couple(c2s_adult, role):
    """Le demandeur vit en couple."""
    return any_member(c2s_adult & (role != "applicant"))


@rule(household, source="R861-2 CSS")
def c2s_has_dependant(c2s_dependant):
    """Le foyer compte un enfant ou une personne à charge."""
    return any_member(c2s_dependant)


@rule(person, source=("R861-2 CSS", "L861-1 CSS"))
def c2s_independent(
    age,
    c2s_age_limit,
    lives_with_parents,
    own_tax_return,
    maintenance_from_parents,
    in_child_welfare,
    in_judicial_protection,
):
    """Peut demander à titre personnel.

    À partir de 25 ans ; avant, à condition de ne pas vivre chez ses parents, de déclarer ses propres revenus et de ne
    pas recevoir d'eux une pension alimentaire déduite de leurs impôts. Le jeune confié à l'aide sociale à l'enfance ou
    suivi par la protection judiciaire demande à titre personnel.
    """
    return any_of(
        age >= c2s_age_limit,
        in_child_welfare,
        in_judicial_protection,
        all_of(~lives_with_parents, own_tax_return, ~maintenance_from_parents),
    )


@rule(household, source="R861-2 CSS")
def c2s_household_may_ask(c2s_has_dependant, c2s_adult, age, c2s_age_limit, c2s_independent):
    """Le foyer peut demander la C2S pour lui-même.

    Un adulte d'au moins 25 ans ou une personne à charge suffit ; sinon chaque adulte de moins de 25 ans doit pouvoir
    demander à titre personnel.
    """
    return any_of(
        any_member(age >= c2s_age_limit, where=c2s_adult),
        c2s_has_dependant,
        all_members(c2s_independent, where=c2s_adult),
    )


@rule(person, source="R861-3 CSS")
def c2s_counts_for_half(role, alternating_residence, age):
    """Mineur en résidence alternée, à charge de ses deux parents."""
    return all_of(role == "child", alternating_residence, age < 18)


@rule(person, source="R861-3 CSS", unit="rank")
def c2s_rank(role, birth_date, c2s_counts_for_half, c2s_member):
    """Rang dans le foyer : le demandeur, son conjoint, puis les enfants de l'aîné au plus jeune."""
    order = case((role == "applicant", 1), (role.is_in("spouse", "partner"), 2), otherwise=3)
    # Of twins, the one in alternating residence comes last; which of two alike comes first changes nothing.
    half_last = case((c2s_counts_for_half, 1), otherwise=0)
    return rank_among_members(order, birth_date, half_last, where=c2s_member)


@rule(person, source="R861-3 CSS", unit="percent")
def c2s_person_coefficient(c2s_member, c2s_counts_for_half, c2s_rank, c2s_person_coefficients):
    """Part de plafond de la personne.

    1 pour la première personne, 0,5 pour la deuxième, 0,3 pour la troisième et la quatrième, 0,4 pour chacune des
    suivantes ; moitié de la part de son rang pour un mineur en résidence alternée.
    """
    share = scale(c2s_person_coefficients, c2s_rank)
    return case((~c2s_member, 0), (c2s_counts_for_half, share // 2), otherwise=share)


@rule(household, source="R861-3 CSS", unit="percent")
def c2s_household_coefficient(c2s_person_coefficient):
    """Somme des parts de plafond du foyer."""
    return sum_over_members(c2s_person_coefficient)


@rule(household, source="R861-3 CSS")
def c2s_shared_custody(c2s_member, c2s_counts_for_half):
    """Le foyer compte un mineur en résidence alternée."""
    return any_member(c2s_member & c2s_counts_for_half)
