"""What a deadline is: a kind of event, its fields, the figures that a date rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from allervers.law.fields import SituationError
from allervers.law.lookup import Lookup
from allervers.law.parameters import Dated, lowest

LABELS = {
    "starts_on": "Début du droit",
    "ends_on": "Dernier jour du droit",
    "previous_right_ends_on": "Dernier jour du droit précédent du foyer",
    "other_right_ends_on": "Dernier jour du droit de l'autre foyer",
    "others_end_on": "Dernier jour du droit des autres membres du foyer",
    "renewal_opens_on": "Renouvellement possible à partir du",
    "renewal_due_on": "Renouvellement à déposer au plus tard le",
    "renewal_notice_due_on": "Lettre qui annonce le renouvellement automatique au plus tard le",
    "renewal_alert_on": "Lettre qui rappelle le renouvellement",
    "silence_renews_on": "Sans réponse de la personne, droit renouvelé le",
    "silence_accepts_on": "Sans réponse de la caisse, demande acceptée le",
    "adhesion_due_on": "Bulletin et moyen de paiement à renvoyer au plus tard le",
    "payment_due_on": "Somme due à payer au plus tard le",
    "suspended_from": "Droit suspendu à partir du",
    "new_request_from": "Nouvelle demande possible malgré la dette à partir du",
    "answer_due_on": "Documents à renvoyer au plus tard le",
    "closed_without_follow_up_on": "Demande classée sans suite le",
    "decision_due_on": "Décision attendue au plus tard le",
    "programmed_care_from": "Soins programmés sans accord préalable à partir du",
    "rights_maintained_until": "Droits de base maintenus jusqu'au",
    "may_be_maintained_until": "Droits de base maintenus jusqu'au, si le dernier mois se lit en mois civil",
    "earliest_closing_on": "Droits de base fermés au plus tôt le",
    "closes_on": "Fermeture des droits de base le",
    "card_invalid_from": "Carte Vitale invalidée au plus tôt le",
    "presumed_no_rights_on": "Sans réponse, plus de droits présumés à l'étranger le",
    "acknowledgement_due_on": "Accusé de réception et transmission au plus tard le",
    "hearing_due_on": "Professionnel convoqué au plus tard le",
    "summons_due_on": "Convocation à la conciliation au plus tard le",
    "conciliation_due_on": "Conciliation au plus tard le",
    "code_expires_on": "Fin de validité du code provisoire",
    "created_on": "Création de l'espace sans opposition le",
    "booster_from": "Rappel possible à partir du",
    "pass_until": "Passe valable sans rappel jusqu'au",
    "c2s_renewal_on": "Renouvellement de la C2S (17 ans et 10 mois) le",
    "majority_on": "Majorité le",
    "appointment_on": "Rendez-vous proposé (19 ans) le",
    "erase_on": "Dossier effacé le",
}


class Deadline(NamedTuple):
    """A date that follows from an event (``day`` None: none follows), and the figures that it rests on."""

    name: str
    label: str
    day: date | None
    figures: tuple[Dated, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(figure.source for figure in self.figures))

    @property
    def confidence(self) -> str:
        return lowest(*(figure.confidence for figure in self.figures))


class Reckoning(Lookup):
    """An event that was read, under the law of its day; notes what each date used."""

    def __init__(self, event: Mapping[str, object]):
        super().__init__("deadlines", event["date"])
        self.event = event
        self.dates: list[Deadline] = []
        self.notes: list[str] = []

    def gives(self, name: str, day: date | None, after: Deadline | None = None) -> Deadline:
        """``day`` follows from the figures read since the last date, and from those of ``after`` if counted from it."""
        figures = (*(after.figures if after else ()), *self.taken())
        self.dates.append(Deadline(name, LABELS[name], day, figures))
        return self.dates[-1]

    def given(self, name: str) -> object:
        """A field of the event; None when it is not there."""
        return self.event.get(name)

    def in_order(self, earlier: str, later: str) -> None:
        """Refuse an event whose day ``earlier`` comes after its day ``later`` (each the name of a field, or absent)."""
        first, last = self.given(earlier), self.given(later)
        if first and last and first > last:
            field, other = (earlier, later) if later == "date" else (later, earlier)
            place = "après" if field == earlier else "avant"
            problem = f"le {self.given(field)} vient {place} « {other} », le {self.given(other)}"
            raise SituationError(field, f"{problem} ; attendu des dates dans l'ordre")


@dataclass(frozen=True)
class Kind:
    """A kind of event: its French name, the function that finds its dates, the fields it has besides ``date``."""

    label: str
    reckon: Callable[[Reckoning], None]
    required: Mapping[str, Callable] = field(default_factory=dict)
    optional: Mapping[str, Callable] = field(default_factory=dict)
