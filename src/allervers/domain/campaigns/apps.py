from django.apps import AppConfig

from ..organisations.privileges import KEEP


class CampaignsConfig(AppConfig):
    name = "allervers.domain.campaigns"
    verbose_name = "campagnes"
    application_may = KEEP
