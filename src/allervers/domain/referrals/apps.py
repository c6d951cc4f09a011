from django.apps import AppConfig

from ..organisations.privileges import KEEP


class ReferralsConfig(AppConfig):
    name = "allervers.domain.referrals"
    verbose_name = "Saisines"
    application_may = KEEP
