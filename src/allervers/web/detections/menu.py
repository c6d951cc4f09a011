"""What lists found."""

from allervers.domain.organisations.roles import Permission

from ..navigation import Screen, register

register(Screen(Permission.EXAMINE_DETECTIONS, "Détections à examiner", "detections:list", place=20))
