"""Actions towards those whom nobody finds, beside the referrals that come of them."""

from allervers.domain.field_actions.permissions import RECORD

from ..navigation import REFERRALS, Screen, register

register(Screen(RECORD, "Actions d’aller-vers", "field_actions:all", place=88, group=REFERRALS))
