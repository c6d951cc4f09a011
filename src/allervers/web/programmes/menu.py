"""Programmes, beside the figures that the account sees: those of its fund, or of the nation."""

from allervers.domain.figures.permissions import FUND_FIGURES
from allervers.domain.organisations.roles import Permission

from ..navigation import FIGURES, Screen, register

register(Screen(FUND_FIGURES, "Programmes", "programmes:of-fund", place=105, group=FIGURES))
register(Screen(Permission.NATIONAL_FIGURES, "Programmes", "programmes:of-nation", place=111, group=FIGURES))
