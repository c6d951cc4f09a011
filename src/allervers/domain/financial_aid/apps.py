from django.apps import AppConfig

from ..organisations.privileges import KEEP


class FinancialAidConfig(AppConfig):
    name = "allervers.domain.financial_aid"
    verbose_name = "Aide financière"
    application_may = KEEP
