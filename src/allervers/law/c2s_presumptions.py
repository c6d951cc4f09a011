"""Rights to the C2S that need no examination of resources: RSA, and presumptions (L861-2, R861-11 CSS)."""

from allervers.law.expression import all_of, any_member, any_of, in_month_of_request, published, total
from allervers.law.rules import household, person, rule


@rule(household, source="L861-2 CSS")
def c2s_rsa_recipient(rsa, rsa_declared, c2s_member, c2s_of_couple):
    """Le foyer reçoit le RSA.

    Celui de quelqu'un du foyer ou du conjoint, imposé en commun ou non ; pas celui d'un enfant qui n'est plus du foyer.
    """
    return rsa | any_member(rsa_declared & (c2s_of_couple | c2s_member))


@rule(person, source="L861-2 CSS")
def aspa_recipient(aspa, aspa_declared, c2s_of_couple):
    """Bénéficiaire de l'ASPA le mois de la demande."""
    return c2s_of_couple & (aspa_declared | (in_month_of_request(aspa) > 0))


@rule(person, source="L861-2 CSS")
def asi_recipient(asi, asi_declared, c2s_of_couple):
    """Bénéficiaire de l'ASI le mois de la demande."""
    return c2s_of_couple & (asi_declared | (in_month_of_request(asi) > 0))


@rule(person, source="L861-2 CSS")
def aah_recipient(aah, aah_declared, c2s_adult):
    """Bénéficiaire de l'AAH le mois de la demande."""
    return c2s_adult & (aah_declared | (in_month_of_request(aah) > 0))


@rule(person, source=("L861-2 CSS", "décret du 28 juin 2025"), confidence="medium")
def aah_full_or_beside_pension(aah, disability_pension, retirement_pension, work_accident_annuity, aah_full_amount):
    """AAH à taux plein, ou en complément d'une pension ou d'une rente d'accident du travail.

    Le taux se lit sur le montant du mois de la demande ; une AAH déclarée sans montant est lue à taux plein.
    """
    paid = in_month_of_request(aah)
    return any_of(
        paid == 0,
        all_of(published(aah_full_amount), paid >= aah_full_amount),
        in_month_of_request(total(disability_pension, retirement_pension, work_accident_annuity)) > 0,
    )


@rule(household, source="R861-11 CSS")
def c2s_presumption_lost_by_activity(
    worked_in_last_three_months, c2s_of_couple, aspa_recipient, c2s_spouse_activity_excludes_presumption
):
    """Une activité récente fait perdre la présomption.

    Activité de qui reçoit l'allocation ou, depuis le décret 2023-671, de son conjoint ou concubin.
    """
    # Until that decree ASPA alone gave a presumption.
    counts = aspa_recipient | c2s_spouse_activity_excludes_presumption
    return any_member(worked_in_last_three_months & counts, where=c2s_of_couple)


@rule(household, source=("L861-2 CSS", "R861-11 CSS"))
def c2s_presumed_aspa(c2s_presumption_aspa, aspa_recipient, c2s_presumption_lost_by_activity):
    """Droit avec participation présumé par l'ASPA."""
    return all_of(c2s_presumption_aspa, any_member(aspa_recipient), ~c2s_presumption_lost_by_activity)


@rule(household, source=("L861-2 CSS", "R861-11 CSS"))
def c2s_presumed_asi(c2s_presumption_asi, asi_recipient, c2s_presumption_lost_by_activity):
    """Droit avec participation présumé par l'ASI."""
    return all_of(c2s_presumption_asi, any_member(asi_recipient), ~c2s_presumption_lost_by_activity)


@rule(household, source=("L861-2 CSS", "décret du 28 juin 2025"))
def c2s_presumed_aah(
    c2s_presumption_aah,
    aah_recipient,
    aah_full_or_beside_pension,
    c2s_lives_alone,
    c2s_presumption_lost_by_activity,
):
    """Droit avec participation présumé par l'AAH.

    La personne vit seule et sans enfant à charge.
    """
    return all_of(
        c2s_presumption_aah,
        any_member(aah_recipient),
        c2s_lives_alone,
        any_member(aah_full_or_beside_pension, where=aah_recipient),
        ~c2s_presumption_lost_by_activity,
    )


@rule(household, source="L861-2 CSS")
def c2s_presumed_ass(c2s_presumption_ass, ass, c2s_member, c2s_lives_alone):
    """Droit avec participation présumé par l'allocation de solidarité spécifique.

    La personne vit seule et sans enfant à charge ; une activité récente n'y change rien.
    """
    return all_of(c2s_presumption_ass, any_member(in_month_of_request(ass) > 0, where=c2s_member), c2s_lives_alone)


@rule(household, source="L861-2 CSS")
def c2s_presumed_youth_contract(
    c2s_presumption_youth_contract, youth_contract_allowance, c2s_adult, non_taxable_household
):
    """Droit avec participation présumé par l'allocation du contrat d'engagement jeune.

    Le jeune forme un foyer fiscal non imposable à l'impôt sur le revenu, ou est rattaché à un tel foyer.
    """
    paid = c2s_adult & (in_month_of_request(youth_contract_allowance) > 0)
    return all_of(c2s_presumption_youth_contract, any_member(paid & non_taxable_household))


@rule(household, source="L861-2 CSS")
def c2s_presumed(c2s_presumed_aspa, c2s_presumed_asi, c2s_presumed_aah, c2s_presumed_ass, c2s_presumed_youth_contract):
    """Droit avec participation présumé."""
    return any_of(c2s_presumed_aspa, c2s_presumed_asi, c2s_presumed_aah, c2s_presumed_ass, c2s_presumed_youth_contract)
