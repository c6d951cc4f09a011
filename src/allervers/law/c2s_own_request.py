"""Who may ask for the C2S in their own name before 25 (L861-1, R861-2, R861-16 CSS), and who owes contributions."""

from allervers.law.expression import all_members, all_of, any_member, any_of, months_after
from allervers.law.rules import household, person, rule


@rule(person, source="L861-1 CSS")
def c2s_minor_without_family(age, broken_family_ties, c2s_own_request_age):
    """Mineur d'au moins 16 ans dont les liens avec la vie familiale sont rompus."""
    return all_of(broken_family_ties, age >= c2s_own_request_age, age < 18)


@rule(person, source="L861-1 CSS")
def c2s_aided_student(activity, student_declared, yearly_emergency_aid):
    """Étudiant qui reçoit une aide annuelle du Crous."""
    return yearly_emergency_aid & ((activity == "student") | student_declared)


@rule(person, source=("R861-2 CSS", "L861-1 CSS"))
def c2s_lives_apart(
    age,
    c2s_own_request_age,
    lives_with_parents,
    own_tax_return,
    left_tax_household,
    maintenance_from_parents,
    maintenance_court_ordered,
):
    """Vit et déclare seul ses revenus.

    A 16 ans au moins (plus jeune, aucun texte ne laisse demander seul hors d'une mesure de protection) ; ne vit pas
    chez ses parents, déclare ses propres revenus (ou s'y engage, si le rattachement a pris fin depuis la dernière
    déclaration), et ne reçoit pas d'eux une pension déduite de leurs impôts, à moins qu'un juge l'ait fixée.
    """
    return all_of(
        age >= c2s_own_request_age,
        ~lives_with_parents,
        own_tax_return | left_tax_household,
        left_tax_household | ~maintenance_from_parents | maintenance_court_ordered,
    )


@rule(person, source=("L861-1 CSS", "R861-2 CSS", "R861-16 CSS", "circulaire (jeunes de moins de 25 ans)"))
def c2s_independent(
    c2s_under_age_limit,
    c2s_lives_apart,
    in_child_welfare,
    in_judicial_protection,
    expecting_child,
    c2s_minor_without_family,
    c2s_aided_student,
):
    """Peut demander à titre personnel.

    À partir de 25 ans ; avant, qui vit et déclare seul ses revenus, attend un enfant, est confié à l'aide sociale à
    l'enfance ou suivi par la protection judiciaire, le mineur de 16 ans sans lien avec sa famille, l'étudiant qui
    reçoit une aide annuelle.
    """
    return any_of(
        ~c2s_under_age_limit,
        in_child_welfare,
        in_judicial_protection,
        expecting_child,
        c2s_minor_without_family,
        c2s_aided_student,
        c2s_lives_apart,
    )


@rule(household, source="R861-2 CSS")
def c2s_household_may_ask(c2s_has_dependant, c2s_adult, c2s_under_age_limit, c2s_independent):
    """Le foyer peut demander la C2S pour lui-même.

    Un adulte d'au moins 25 ans ou une personne à charge suffit ; sinon chaque adulte de moins de 25 ans doit pouvoir
    demander à titre personnel.
    """
    return any_of(
        any_member(~c2s_under_age_limit, where=c2s_adult),
        c2s_has_dependant,
        all_members(c2s_independent, where=c2s_adult),
    )


@rule(household, source=("L861-5 CSS", "R861-36 CSS"))
def c2s_debt_forgotten(unpaid_c2s_closing_known, unpaid_c2s_closed_on, date, c2s_debt_months):
    """Le droit impayé a pris fin depuis deux ans.

    La caisse examine alors avec la personne comment régulariser ; la dette ne ferme plus le droit.
    """
    return unpaid_c2s_closing_known & (months_after(unpaid_c2s_closed_on, c2s_debt_months) <= date)


@rule(household, source=("L861-5 CSS", "R861-31 I CSS", "R861-36 CSS"))
def c2s_barred_by_debt(c2s_debt_bars, unpaid_c2s_contributions, c2s_debt_forgotten, c2s_suspended):
    """Une dette de participations ferme le droit.

    Depuis le 1er juin 2022, sauf paiement, remise, réduction, aide ou échéancier respecté, ou deux ans après la fin du
    droit impayé. Avant comme après, tant que le droit en cours est suspendu, aucune demande ne peut être déposée.
    """
    return unpaid_c2s_contributions & (c2s_suspended | (c2s_debt_bars & ~c2s_debt_forgotten))
