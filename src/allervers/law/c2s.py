"""Complémentaire santé solidaire (L861-1 and following CSS): class, contribution, ceilings.

Judges resources and household. That base rights (PUMa) are open is told in the explanation and decides nothing here.
"""

from allervers.law import (
    c2s_abatement,
    c2s_base_rights,
    c2s_household,
    c2s_left_out,
    c2s_notes,
    c2s_own_request,
    c2s_presumptions,
    c2s_resources,
    c2s_tax_notice,
)
from allervers.law.expression import (
    age_on,
    case,
    first_of_year,
    published,
    scale,
    sum_over_members,
    to_nearest_euro,
)
from allervers.law.rules import Right, household, person, rule, rules_of


@rule(household, source="L861-1 CSS")
def c2s_in_force(territory, c2s_in_mayotte):
    """La C2S existe dans ce territoire à cette date."""
    return (territory != "mayotte") | c2s_in_mayotte


# --- ceilings -------------------------------------------------------------------------------------------------------


@rule(household, source="D861-1 CSS")
def c2s_overseas(territory, c2s_mayotte_follows_overseas):
    """Plafonds d'outre-mer."""
    return case(
        (territory == "metropole", False),
        (territory == "mayotte", c2s_mayotte_follows_overseas),
        otherwise=True,
    )


@rule(household, source="R861-3 CSS", unit="euros")
def c2s_ceiling_free_computed(c2s_table_free_metropole, c2s_household_coefficient, c2s_overseas, c2s_overseas_increase):
    """Plafond gratuit calculé.

    Plafond d'une personne en métropole, multiplié par les parts du foyer (et par 1,113 outre-mer), arrondi à l'euro le
    plus proche.
    """
    metropole = scale(c2s_table_free_metropole, 1) * c2s_household_coefficient
    # Cents times percents, then cents times percents times thousandths: one rounding, to the euro, at the end.
    return case(
        (c2s_overseas, (metropole * c2s_overseas_increase + 5_000_000) // 10_000_000 * 100),
        otherwise=(metropole + 5_000) // 10_000 * 100,
    )


@rule(household, source=("L861-1 CSS", "R861-3 CSS"), unit="euros")
def c2s_ceiling_free(
    c2s_shared_custody,
    c2s_overseas,
    c2s_household_size,
    c2s_table_free_metropole,
    c2s_table_free_overseas,
    c2s_ceiling_free_computed,
):
    """Plafond annuel de la C2S gratuite.

    Celui du tableau publié ; calculé quand aucun tableau n'est publié, ou pour un foyer avec un mineur en résidence
    alternée, qui n'est dans aucun tableau.
    """
    return case(
        (c2s_shared_custody, c2s_ceiling_free_computed),
        (~c2s_overseas, to_nearest_euro(scale(c2s_table_free_metropole, c2s_household_size))),
        (published(c2s_table_free_overseas), to_nearest_euro(scale(c2s_table_free_overseas, c2s_household_size))),
        otherwise=c2s_ceiling_free_computed,
    )


@rule(household, source=("L861-1 CSS", "R861-3 CSS"), unit="euros")
def c2s_ceiling_contribution(
    c2s_shared_custody,
    c2s_overseas,
    c2s_household_size,
    c2s_table_contribution_metropole,
    c2s_table_contribution_overseas,
    c2s_ceiling_free,
    c2s_contribution_increase,
):
    """Plafond annuel de la C2S avec participation.

    Celui du tableau publié ; à défaut le plafond gratuit majoré de 35 %, arrondi à l'euro le plus proche.
    """
    computed = (c2s_ceiling_free * c2s_contribution_increase + 5_000) // 10_000 * 100
    in_metropole = to_nearest_euro(scale(c2s_table_contribution_metropole, c2s_household_size))
    overseas = to_nearest_euro(scale(c2s_table_contribution_overseas, c2s_household_size))
    return case(
        (c2s_shared_custody, computed),
        (~c2s_overseas & published(c2s_table_contribution_metropole), in_metropole),
        (c2s_overseas & published(c2s_table_contribution_overseas), overseas),
        otherwise=computed,
    )


# --- class and contribution -----------------------------------------------------------------------------------------


@rule(
    household,
    source=("L861-1 CSS", "L861-2 CSS"),
    unit="text",
    words={
        "free": "C2S gratuite",
        "contribution": "C2S avec participation",
        "none": "pas de droit à la C2S",
    },
)
def c2s_status(
    c2s_in_force,
    c2s_barred_by_debt,
    c2s_rsa_recipient,
    c2s_household_may_ask,
    c2s_presumed,
    c2s_resources,
    c2s_ceiling_free,
    c2s_ceiling_contribution,
):
    """Droit à la complémentaire santé solidaire.

    Gratuite avec le RSA ou jusqu'au premier plafond ; avec participation jusqu'au second plafond, ou quand la loi
    présume le droit ; la plus favorable des deux.
    """
    return case(
        (~c2s_in_force, "none"),
        (c2s_barred_by_debt, "none"),
        (c2s_rsa_recipient, "free"),
        (c2s_household_may_ask & (c2s_resources <= c2s_ceiling_free), "free"),
        (c2s_presumed, "contribution"),
        (c2s_household_may_ask & (c2s_resources <= c2s_ceiling_contribution), "contribution"),
        otherwise="none",
    )


@rule(
    household,
    source=("L861-1 CSS", "L861-2 CSS"),
    unit="text",
    words={
        "not_in_territory": "La C2S n'existait pas dans ce territoire à cette date.",
        "unpaid_contributions": "Des participations à la C2S sont impayées : pas de nouveau droit avant leur paiement.",
        "rsa": "Le foyer reçoit le RSA : la C2S est gratuite quelles que soient les ressources.",
        "resources_free": "Les ressources du foyer ne dépassent pas le plafond de la C2S gratuite.",
        "presumed_aspa": "L'ASPA donne droit à la C2S avec participation sans examen des ressources.",
        "presumed_asi": "L'ASI donne droit à la C2S avec participation sans examen des ressources.",
        "presumed_aah": "L'AAH donne droit à la C2S avec participation sans examen des ressources.",
        "presumed_ass": "L'allocation de solidarité spécifique donne droit à la C2S avec participation sans examen des "
        "ressources.",
        "presumed_youth_contract": "L'allocation du contrat d'engagement jeune donne droit à la C2S avec participation "
        "sans examen des ressources.",
        "resources_contribution": "Les ressources du foyer ne dépassent pas le plafond de la C2S avec participation.",
        "cannot_ask_alone": "Avant 25 ans, une personne à la charge de ses parents ne demande pas pour elle seule.",
        "above_ceilings": "Les ressources du foyer dépassent le plafond de la C2S avec participation.",
    },
)
def c2s_basis(
    c2s_in_force,
    c2s_barred_by_debt,
    c2s_rsa_recipient,
    c2s_household_may_ask,
    c2s_presumed_aspa,
    c2s_presumed_asi,
    c2s_presumed_aah,
    c2s_presumed_ass,
    c2s_presumed_youth_contract,
    c2s_resources,
    c2s_ceiling_free,
    c2s_ceiling_contribution,
):
    """Motif."""
    return case(
        (~c2s_in_force, "not_in_territory"),
        (c2s_barred_by_debt, "unpaid_contributions"),
        (c2s_rsa_recipient, "rsa"),
        (c2s_household_may_ask & (c2s_resources <= c2s_ceiling_free), "resources_free"),
        (c2s_presumed_aspa, "presumed_aspa"),
        (c2s_presumed_asi, "presumed_asi"),
        (c2s_presumed_aah, "presumed_aah"),
        (c2s_presumed_ass, "presumed_ass"),
        (c2s_presumed_youth_contract, "presumed_youth_contract"),
        (c2s_household_may_ask & (c2s_resources <= c2s_ceiling_contribution), "resources_contribution"),
        (~c2s_household_may_ask, "cannot_ask_alone"),
        otherwise="above_ceilings",
    )


@rule(person, source="R861-16-1 CSS", unit="years")
def c2s_contribution_age(birth_date, awarded_on):
    """Âge au 1er janvier de l'année de la décision."""
    return age_on(birth_date, first_of_year(awarded_on))


@rule(person, source="R861-16-1 CSS", unit="euros")
def c2s_person_contribution(
    c2s_member,
    c2s_contribution_age,
    alsace_moselle,
    c2s_contribution_scale,
    c2s_contribution_scale_alsace_moselle,
):
    """Participation mensuelle de la personne, selon son âge."""
    return case(
        (~c2s_member, 0),
        (alsace_moselle, scale(c2s_contribution_scale_alsace_moselle, c2s_contribution_age)),
        otherwise=scale(c2s_contribution_scale, c2s_contribution_age),
    )


@rule(household, source="L861-1 CSS", unit="euros")
def c2s_monthly_contribution(c2s_status, c2s_person_contribution):
    """Participation mensuelle du foyer.

    Somme des participations de ses membres ; rien si la C2S est gratuite ou n'est pas due.
    """
    return case(
        (c2s_status == "contribution", sum_over_members(c2s_person_contribution)),
        otherwise=0,
    )


RIGHT = Right(
    name="c2s",
    label="Complémentaire santé solidaire",
    rules=rules_of(
        c2s_household,
        c2s_own_request,
        c2s_tax_notice,
        c2s_left_out,
        c2s_abatement,
        c2s_resources,
        c2s_presumptions,
        globals(),
        c2s_base_rights,
        c2s_notes,
    ),
    status=c2s_status,
    basis=c2s_basis,
    amounts={
        "monthly_contribution": c2s_monthly_contribution,
        "resources": c2s_resources.c2s_resources,
        "ceiling_free": c2s_ceiling_free,
        "ceiling_contribution": c2s_ceiling_contribution,
    },
    asks_for=(c2s_status, c2s_monthly_contribution),
    also=(c2s_base_rights.base_rights_open, c2s_left_out.c2s_always_left_out_by_household),
    notes=(*c2s_notes.NOTES, *c2s_base_rights.NOTES),
    granted_by={"free": "c2s_free_decision", "contribution": None},
    not_yet_while=(c2s_base_rights.base_rights_not_lasting,),
    refusing=frozenset({"c2s_member", "c2s_household_may_ask", "c2s_independent", "aah_full_or_beside_pension"}),
)
