"""Who counts in the household of the C2S (R861-2 CSS), and what share of the ceiling each person brings (R861-3)."""

from allervers.law.expression import (
    age_on,
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


@rule(person, source="L861-2 CSS")
def c2s_of_couple(role):
    """Demandeur, ou son conjoint, partenaire ou concubin.

    Imposés en commun ou non : qui reçoit une allocation la reçoit pour le couple.
    """
    return role.is_in("applicant", "spouse", "partner")


@rule(person, source="R861-2 CSS")
def c2s_under_age_limit(age, c2s_age_limit):
    """A moins de 25 ans le jour de la demande."""
    return age < c2s_age_limit


@rule(person, source="R861-2 CSS")
def c2s_attached(attached, own_tax_return):
    """Rattaché au foyer fiscal d'un adulte du foyer (1°)."""
    return attached & ~own_tax_return


@rule(person, source="R861-2 CSS")
def c2s_own_return_under_same_roof(role, own_tax_return, lives_with_parents):
    """Enfant qui déclare ses propres revenus et vit sous le même toit (2°)."""
    return all_of(role == "child", own_tax_return, lives_with_parents)


@rule(person, source="R861-2 CSS")
def c2s_receives_deducted_maintenance(role, age, maintenance_from_parents, maintenance_court_ordered):
    """Enfant majeur dont la pension est déduite des impôts de ses parents (3°).

    Sauf si un juge l'a fixée.
    """
    return all_of(role == "child", age >= 18, maintenance_from_parents, ~maintenance_court_ordered)


@rule(person, source="R861-2 CSS")
def c2s_dependant(
    role,
    c2s_under_age_limit,
    c2s_attached,
    c2s_own_return_under_same_roof,
    c2s_receives_deducted_maintenance,
    lives_as_couple,
):
    """Enfant ou personne à charge de moins de 25 ans.

    Moins de 25 ans le jour de la demande et : rattaché au foyer fiscal ; ou enfant vivant sous le même toit avec sa
    propre déclaration de revenus ; ou enfant majeur recevant de ses parents une pension déduite de leurs impôts, hors
    décision de justice. Qui vit au foyer avec son concubin, ou avec ses propres enfants, fait sa propre demande.
    """
    return all_of(
        role.is_in("child", "other_dependant"),
        c2s_under_age_limit,
        ~lives_as_couple,
        any_of(c2s_attached, c2s_own_return_under_same_roof, c2s_receives_deducted_maintenance),
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


@rule(household, source="L861-2 CSS")
def c2s_lives_alone(role, c2s_household_size):
    """Vit seul et sans enfant à charge.

    Un conjoint imposé à part n'est pas du foyer, mais qui en a un ne vit pas seul.
    """
    return (c2s_household_size == 1) & ~any_member(role.is_in("spouse", "partner"))


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
