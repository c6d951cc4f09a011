"""Field actions: how many, for whom, made with whom, and how many persons they reached."""

import datetime

from ...field_actions.codes import ActionPublic
from ..catalogue import Basis, indicator
from ..facts.field_action import HELPED, INFORMED, TARGETED, FieldActionFact
from ..shapes import Breakdown, Count, Population, Share, Sum, SumShare
from ..tables import FundsShare

TITLE = "Actions d'aller-vers"
SINCE = datetime.date(2026, 11, 30)
HELD = Population(FieldActionFact, "held_on")
FOR = {public: HELD.where(public=public) for public in ActionPublic.values}
WORKSHOPS = FOR[ActionPublic.FUTURE_PARENTS.value].where(targeted__isnull=False, informed__isnull=False)
BASIS = Basis("Actions tenues pendant la période.", "Aucune exclusion.")
OF_PUBLIC = Basis(
    "Actions tenues pendant la période pour ce public.", "Aucune exclusion : ce qui n'est pas dit compte pour non."
)
SAID = Basis("Actions tenues pendant la période.", "Les actions qui n'en donnent pas le nombre.")


def _share_by_public(**those) -> Breakdown:
    return Breakdown(ActionPublic, {public: Share(held.where(**those), among=held) for public, held in FOR.items()})


@indicator("Actions d'aller-vers", BASIS, SINCE)
def actions():
    """Nombre d'actions d'aller-vers tenues pendant la période, dans les locaux de la caisse, hors les murs ou à
    distance."""
    return Count(HELD)


@indicator("Actions selon le public", BASIS, SINCE)
def actions_by_public():
    """Nombre d'actions d'aller-vers, selon le public (une population, ou un événement de vie)."""
    return Breakdown(ActionPublic, {public: Count(held) for public, held in FOR.items()}, whole=HELD)


@indicator("Part des actions hors les murs", BASIS, SINCE)
def actions_outside_share():
    """Part des actions tenues hors des locaux de la caisse, parmi toutes les actions. Une action qui ne le dit pas
    compte pour tenue dans les locaux."""
    return Share(HELD.where(outside_premises=True), among=HELD)


@indicator("Personnes informées", SAID, SINCE)
def people_informed():
    """Nombre de personnes informées par les actions de la période. Une personne vue à deux actions compte deux
    fois."""
    return Sum(HELD, INFORMED)


@indicator("Personnes aidées", SAID, SINCE)
def people_helped():
    """Nombre de personnes aidées lors des actions de la période. Une personne aidée à deux actions compte deux
    fois."""
    return Sum(HELD, HELPED)


@indicator(
    "Part des caisses qui agissent, selon le public",
    Basis("Caisses qui ont répondu : celles dont au moins une action de la période est connue.", "Les autres caisses."),
    SINCE,
)
def bodies_acting_share_by_public():
    """Part des caisses qui ont tenu au moins une action pour ce public, parmi celles qui ont répondu."""
    return Breakdown(ActionPublic, {public: FundsShare(held, among=HELD) for public, held in FOR.items()})


@indicator("Part des actions construites avec un partenaire, selon le public", OF_PUBLIC, SINCE)
def co_built_share_by_public():
    """Part des actions construites avec au moins un partenaire, parmi celles du public."""
    return _share_by_public(co_built=True)


@indicator("Part des actions pluridisciplinaires, selon le public", OF_PUBLIC, SINCE)
def multidisciplinary_share_by_public():
    """Part des actions auxquelles deux services de la caisse ou plus ont pris part, parmi celles du public."""
    return _share_by_public(multidisciplinary=True)


@indicator("Part des actions tirées d'un diagnostic territorial, selon le public", OF_PUBLIC, SINCE)
def diagnosis_share_by_public():
    """Part des actions décidées d'après un diagnostic territorial, parmi celles du public."""
    return _share_by_public(territorial_diagnosis=True)


@indicator(
    "Part de présence aux ateliers des futurs parents",
    Basis(
        "Actions pour les futurs parents tenues pendant la période.",
        "Celles qui ne donnent pas le nombre de personnes invitées et celui des personnes présentes.",
    ),
    SINCE,
)
def workshop_presence_share():
    """Personnes présentes (informées) aux ateliers des futurs parents, rapportées aux personnes invitées (ciblées)."""
    return SumShare(WORKSHOPS, INFORMED, TARGETED)
