"""The figures of a fund."""

from allervers.domain.figures.permissions import FUND_FIGURES

from ..navigation import FIGURES, Screen, register

register(Screen(FUND_FIGURES, "Chiffres de la caisse", "manager:figures", place=100, group=FIGURES))
