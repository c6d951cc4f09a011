"""What goes with an answer on the C2S: what was counted that might not be, and the next step, of a *no* above all."""

from allervers.law.c2s_base_rights import base_rights_not_lasting
from allervers.law.expression import any_member
from allervers.law.rules import Note, household, rule


@rule(household, source="L861-1 CSS")
def c2s_refused_for_resources(c2s_basis):
    """Refus : les ressources dépassent les plafonds."""
    return c2s_basis == "above_ceilings"


@rule(household, source="L861-1 CSS")
def c2s_refused_alone(c2s_basis):
    """Refus : la demande se fait avec les parents."""
    return c2s_basis == "cannot_ask_alone"


@rule(household, source="ordonnance 96-1122 du 20 décembre 1996 (Mayotte)")
def c2s_refused_in_territory(c2s_basis):
    """Refus : la C2S n'existe pas dans ce territoire à cette date."""
    return c2s_basis == "not_in_territory"


@rule(household, source="R861-36 CSS")
def c2s_refused_for_debt(c2s_basis):
    """Refus : des participations restent impayées."""
    return c2s_basis == "unpaid_contributions"


@rule(household, source=("L861-5 CSS", "L142-4 CSS", "R142-1 CSS"))
def c2s_refused(c2s_status):
    """La C2S est refusée."""
    return c2s_status == "none"


@rule(household, source=("L861-5 CSS", "R861-16-3 CSS"))
def c2s_awaits_adhesion(c2s_status):
    """La C2S avec participation attend le bulletin et un moyen de paiement."""
    return c2s_status == "contribution"


@rule(household, source="L861-5 CSS")
def c2s_granted(c2s_status):
    """La C2S est due."""
    return (c2s_status == "free") | (c2s_status == "contribution")


@rule(household, source="R861-10 CSS")
def c2s_other_before_2025(c2s_counts_other, c2s_leaves_out_family_gifts):
    """Des ressources « autres » sont comptées, avant la liste de juillet 2025."""
    return c2s_counts_other & ~c2s_leaves_out_family_gifts


@rule(household, source="R861-10 CSS")
def c2s_other_since_2025(c2s_counts_other, c2s_leaves_out_family_gifts):
    """Des ressources « autres » sont comptées, depuis la liste de juillet 2025."""
    return c2s_counts_other & c2s_leaves_out_family_gifts


@rule(household, source="R861-5 CSS")
def c2s_owner_who_repays(housing, housing_benefit):
    """Propriétaire qui rembourse un prêt, sans aide au logement."""
    return (housing == "owner_with_loan") & (housing_benefit == 0)


@rule(household, source="R861-4 CSS", confidence="medium")
def c2s_counts_capital_income(c2s_capital_income, c2s_member):
    """Des revenus du patrimoine ou de placements sont comptés."""
    return any_member(c2s_capital_income > 0, where=c2s_member)


NOTES = (
    "La réponse juge les ressources et le foyer ; les droits de base (PUMa) doivent être ouverts par ailleurs.",
    Note(
        "Les « autres ressources » sont comptées. Ne le seraient pas, déclarées sous leur nom : secours ponctuel, "
        "service civique, bourse d'un enfant, allocation de rentrée ou d'éducation d'un enfant handicapé, aide à "
        "l'autonomie, prime d'activité, aide au logement, capital décès.",
        when=c2s_other_before_2025,
    ),
    Note(
        "Les « autres ressources » sont comptées. Ne le seraient pas, déclarées sous leur nom : aide de la famille, "
        "secours ponctuel, bourse d'études, service civique, contrat d'engagement jeune, allocation pour demandeur "
        "d'asile, allocation d'aidant ou de présence parentale, allocation de rentrée ou d'éducation d'un enfant "
        "handicapé, aide à l'autonomie, prime d'activité, aide au logement, capital décès.",
        when=c2s_other_since_2025,
    ),
    Note(
        "Un forfait logement est compté à un propriétaire qui rembourse un prêt : R861-5 CSS nomme tout propriétaire "
        "sans aide au logement. Des simulateurs l'oublient.",
        when=c2s_owner_who_repays,
    ),
    Note(
        "Les revenus du patrimoine et de placements sont comptés comme l'avis les porte. La loi leur retire un "
        "abattement fixé par un arrêté qui n'a pas été retrouvé (R861-4 CSS) : la caisse peut en compter moins.",
        when=c2s_counts_capital_income,
    ),
    Note(
        "Prochaine étape : vérifier que chaque ressource est bien de celles qui comptent, et redemander dès que les "
        "douze mois lus auront baissé.",
        when=c2s_refused_for_resources,
    ),
    Note(
        "Qui avait la C2S garde pendant {} le tiers payant sur la part de l'assurance maladie. Si un organisme "
        "complémentaire la gérait, on peut lui demander pour un an un contrat à un tarif fixé (L861-12 CSS).",
        when=c2s_refused_for_resources,
        figure="c2s_third_party_payment_after",
    ),
    Note(
        "Prochaine étape : faire la demande avec le foyer des parents ; ou seul, en vivant ailleurs et en déclarant "
        "ses propres revenus, si l'on attend un enfant, si l'on reçoit l'aide annuelle du Crous, ou dès 16 ans si les "
        "liens avec la famille sont rompus. Plus jeune et sans famille : l'aide sociale à l'enfance.",
        when=c2s_refused_alone,
    ),
    Note(
        "Prochaine étape : payer, ou demander à la caisse une remise, une réduction ou un échéancier. Deux ans après "
        "la fin du droit impayé, la demande est de nouveau examinée.",
        when=c2s_refused_for_debt,
    ),
    Note(
        "Prochaine étape : demander à la caisse de sécurité sociale de Mayotte ce qu'elle prend en charge.",
        when=c2s_refused_in_territory,
    ),
    Note(
        "Un refus se conteste dans les {} devant la commission de recours amiable de la caisse, puis au pôle social "
        "du tribunal judiciaire.",
        when=c2s_refused,
        figure="puma_appeal_within",
    ),
    Note(
        "Prochaine étape : renvoyer le bulletin d'adhésion et un moyen de paiement dans les trois mois ; le droit "
        "commence le premier jour du mois qui suit leur réception.",
        when=c2s_awaits_adhesion,
        unless=base_rights_not_lasting,
    ),
    Note(
        "Si la situation l'exige, la caisse peut ouvrir le droit dès le premier jour du mois de la demande. Sans "
        "réponse deux mois après le dossier complet, la demande est acceptée.",
        when=c2s_granted,
        unless=base_rights_not_lasting,
    ),
)
