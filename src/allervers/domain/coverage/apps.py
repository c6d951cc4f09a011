from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "allervers.domain.coverage"
    verbose_name = "couverture"
