"""Agreements with partners, beside what the fund does in the field."""

from allervers.domain.partners.permissions import RECORD

from ..navigation import REFERRALS, Screen, register

register(Screen(RECORD, "Conventions", "partners:agreements", place=89, group=REFERRALS))
