"""An action as screens say it: names for codes, and nothing where nothing is known."""

from dataclasses import dataclass

from allervers.domain.field_actions.codes import LifeEvent, PlaceKind, Team
from allervers.domain.field_actions.models import FieldAction
from allervers.domain.field_actions.words import all_shown, shown
from allervers.domain.referrals.codes import PartnerCategory

ANSWERS = {True: "Oui", False: "Non", None: ""}


@dataclass(frozen=True)
class Row:
    """One action of the list, or of its page."""

    action: FieldAction

    @property
    def where(self) -> str:
        """« Forum des associations (Rue, marché, forum) »"""
        place, kind = self.action.place, shown(PlaceKind, self.action.place_kind)
        return f"{place} ({kind})" if place and kind else place or kind

    @property
    def event(self) -> str:
        return shown(LifeEvent, self.action.life_event)

    @property
    def partners(self) -> str:
        return all_shown(PartnerCategory, self.action.partners)

    @property
    def services(self) -> str:
        return all_shown(Team, self.action.services)

    @property
    def outside(self) -> str:
        """What is done at a distance is in nobody's premises."""
        inside = "" if self.action.remote else "Dans les murs"
        return {True: "Hors les murs", False: inside, None: ""}[self.action.outside_premises]

    @property
    def remote(self) -> str:
        return ANSWERS[self.action.remote]

    @property
    def diagnosis(self) -> str:
        return ANSWERS[self.action.territorial_diagnosis]

    @property
    def contacts(self) -> str:
        return ANSWERS[self.action.outgoing_contacts]
