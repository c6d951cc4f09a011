"""The stay of a person, regular or not, and the base rights kept after a title.

Who has which right of residence is for the prefecture; here it is read from what the situation declares. The stay of
Europeans is read by `europeans`.
"""

from allervers.law.expression import any_of, case, days_after, months_after, on_day
from allervers.law.rules import person, rule


@rule(person, source="R111-3 CSS")
def title_expired(title_given, title_expires_on, date):
    """Titre de séjour expiré le jour de la demande."""
    return title_given & (title_expires_on < date)


@rule(person, source=("L424-1 et L424-9 CESEDA", "D160-2 CSS"))
def has_protection(refugee, subsidiary_protection):
    """Réfugié ou bénéficiaire de la protection subsidiaire."""
    return refugee | subsidiary_protection


@rule(person, source=("L160-1 CSS", "R111-3 CSS"))
def stays_regularly(
    nationality,
    has_protection,
    under_minority_assessment,
    under_european_rules,
    european_may_reside,
    joined_insured,
    is_european_s_family,
    stay,
    title_expired,
):
    """Séjour régulier.

    Français ; réfugié ou protégé ; Européen qui a un droit au séjour, et sa famille ; autre étranger dont le titre
    est valable le jour de la demande. Pendant l'évaluation de sa minorité, un autre jeune n'a pas encore de séjour
    régulier.
    """
    titled = (stay == "regular") & ~title_expired
    return case(
        (nationality == "french", True),
        (has_protection, True),
        (under_european_rules, european_may_reside),
        (under_minority_assessment, False),
        (joined_insured == "eu_citizen", is_european_s_family | titled),
        otherwise=titled,
    )


@rule(person, source=("L541-1 CESEDA", "D160-2 CSS"))
def seeks_asylum(nationality, has_protection, under_minority_assessment, under_european_rules, stay):
    """Demandeur d'asile."""
    return case(
        (any_of(nationality == "french", has_protection, under_minority_assessment, under_european_rules), False),
        otherwise=stay == "asylum_seeker",
    )


@rule(person, source="L254-1 CASF")
def is_visitor(nationality, has_protection, under_minority_assessment, under_european_rules, stay):
    """Titulaire d'un visa de court séjour."""
    return case(
        (any_of(nationality == "french", has_protection, under_minority_assessment, under_european_rules), False),
        otherwise=stay == "short_stay_visa",
    )


@rule(person, source="L251-1 CASF")
def stays_irregularly(
    nationality,
    has_protection,
    under_minority_assessment,
    under_european_rules,
    european_may_reside,
    joined_insured,
    is_european_s_family,
    residence_since,
    date,
    eu_free_stay,
    stay,
    title_expired,
):
    """Séjour irrégulier.

    Étranger sans titre valable, ni demandeur d'asile, ni titulaire d'un visa de court séjour. Un Européen séjourne
    librement trois mois, puis doit avoir un droit au séjour.
    """
    untitled = any_of(stay == "irregular", (stay == "regular") & title_expired)
    return case(
        (nationality == "french", False),
        (has_protection, False),
        (under_minority_assessment, True),
        (under_european_rules, ~european_may_reside & (date >= months_after(residence_since, eu_free_stay))),
        (joined_insured == "eu_citizen", ~is_european_s_family & untitled),
        otherwise=untitled,
    )


@rule(person, source="L251-1 CASF", unit="date")
def irregular_since(
    under_european_rules, residence_since, eu_free_stay, title_expired, title_expires_on, stay_irregular_since
):
    """Séjour irrégulier depuis le.

    Pour un Européen, la fin des trois mois de libre séjour ; sinon le lendemain de la fin du titre présenté ; sinon la
    date déclarée.
    """
    return case(
        (under_european_rules, months_after(residence_since, eu_free_stay)),
        (title_expired, days_after(title_expires_on, 1)),
        otherwise=stay_irregular_since,
    )


# --- base rights kept after a title -------------------------------------------------------------------------------


@rule(person, source=("L160-1 CSS", "R111-4 CSS"), unit="date")
def rights_maintained_until(
    title_expires_on, rights_maintained_after_title, removal_order, rights_maintained_after_removal_order
):
    """Droits de base maintenus jusqu'au.

    Six mois après la fin du titre (douze pour un titre fini avant le 1er janvier 2020), selon la règle du jour de cette
    fin ; deux mois avec une mesure d'éloignement devenue définitive, pour un titre fini depuis le 15 novembre 2020. Un
    départ déclaré, qui n'est pas dit ici, les abrège.
    """
    ordinary = on_day(rights_maintained_after_title, title_expires_on)
    after_order = on_day(rights_maintained_after_removal_order, title_expires_on)
    return case(
        (removal_order, months_after(title_expires_on, after_order)),
        otherwise=months_after(title_expires_on, ordinary),
    )


@rule(person, source="R114-10-1 II CSS", unit="date")
def rights_close_at_earliest(rights_maintained_until, puma_closing_after_maintained):
    """Droits de base fermés au plus tôt le.

    Quarante-cinq jours après la fin du maintien, depuis le 28 avril 2023 ; la lettre de fermeture, non déclarée ici,
    peut reculer ce jour. La fermeture est le dernier jour du droit.
    """
    return days_after(rights_maintained_until, on_day(puma_closing_after_maintained, rights_maintained_until))
