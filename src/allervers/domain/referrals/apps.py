from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "allervers.domain.referrals"
    verbose_name = "Saisines"
