"""An agreement as screens say it: the network's name, and what its last day asks for."""

import datetime
from dataclasses import dataclass

from allervers.domain.partners.models import Agreement
from allervers.domain.partners.queries import NEAR, SOON
from allervers.domain.partners.words import shown


@dataclass(frozen=True)
class Row:
    """One agreement on a day."""

    agreement: Agreement
    today: datetime.date

    @property
    def network(self) -> str:
        return shown(self.agreement.network)

    @property
    def under(self) -> str:
        """The network, where the partner's own name stands first."""
        return self.network if self.agreement.partner_name else ""

    @property
    def days_left(self) -> int | None:
        """None where it was signed without an end."""
        return None if self.agreement.ends_on is None else (self.agreement.ends_on - self.today).days

    @property
    def state(self) -> str:
        """« finit dans 12 jours »; empty while nothing is to be done."""
        left = self.days_left
        if self.agreement.is_withdrawn or left is None or left > SOON:
            return ""
        if left < 0:
            return "finie"
        return {0: "finit aujourd’hui", 1: "finit demain"}.get(left, f"finit dans {left} jours")

    @property
    def kind(self) -> str:
        """How a label says it: nearer is louder."""
        left = self.days_left
        if left is None or left < 0:
            return "neutral"
        return "urgent" if left <= NEAR else "warning"

    @property
    def siret(self) -> str:
        """« 732 829 320 00074 »"""
        digits = self.agreement.siret
        return " ".join((digits[:3], digits[3:6], digits[6:9], digits[9:])) if digits else ""
