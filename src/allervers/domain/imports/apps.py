from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "allervers.domain.imports"
    verbose_name = "imports"
