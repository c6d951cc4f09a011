"""The figures of the country."""

from allervers.domain.organisations.roles import Permission

from ..navigation import FIGURES, Screen, register

register(Screen(Permission.NATIONAL_FIGURES, "Chiffres nationaux", "national:figures", place=110, group=FIGURES))
