"""The figures of a fund."""

from allervers.domain.accompaniment.permissions import REASSIGN
from allervers.domain.figures.permissions import FUND_FIGURES

from ..navigation import FIGURES, Screen, register

register(Screen(FUND_FIGURES, "Chiffres de la caisse", "manager:figures", place=100, group=FIGURES))
register(Screen(REASSIGN, "Équipe et charge", "manager:team", place=95, group=FIGURES))
