"""The directory, for whoever sends somebody to a structure."""

from allervers.domain.directory.permissions import READ

from ..navigation import REFERRALS, Screen, register

register(Screen(READ, "Annuaire", "directory:structures", place=87, group=REFERRALS))
