"""The day of who works with persons."""

from allervers.domain.organisations.roles import Permission

from ..navigation import Screen, register

register(Screen(Permission.SEE_DAY, "Ma journée", "day:day", place=5))
