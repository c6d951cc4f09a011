"""What is about to end."""

from allervers.domain.organisations.roles import Permission

from ..navigation import Screen, register

register(Screen(Permission.PREVENT_GAPS, "Ruptures à éviter", "coverage:lines", place=30))
