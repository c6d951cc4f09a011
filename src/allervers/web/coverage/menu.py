"""What is about to end."""

from allervers.domain.coverage.permissions import PREVENT_GAPS

from ..navigation import Screen, register

register(Screen(PREVENT_GAPS, "Ruptures à éviter", "coverage:lines", place=30))
