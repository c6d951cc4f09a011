"""Campaigns of the fund."""

from allervers.domain.campaigns.permissions import SEE_CAMPAIGNS

from ..navigation import RUNNING, Screen, register

register(Screen(SEE_CAMPAIGNS, "Campagnes", "campaigns:all", place=112, group=RUNNING))
