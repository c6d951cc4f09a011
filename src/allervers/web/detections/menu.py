"""What lists found."""

from allervers.domain.detections.permissions import EXAMINE_DETECTIONS

from ..navigation import Screen, register

register(Screen(EXAMINE_DETECTIONS, "Détections à examiner", "detections:list", place=20))
