"""The figures of a fund."""

from allervers.domain.organisations.roles import Permission

from ..navigation import FIGURES, Screen, register

register(Screen(Permission.FUND_FIGURES, "Chiffres de la caisse", "manager:figures", place=100, group=FIGURES))
