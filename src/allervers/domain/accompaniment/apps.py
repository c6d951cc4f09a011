from django.apps import AppConfig


class AccompanimentConfig(AppConfig):
    name = "allervers.domain.accompaniment"
    verbose_name = "Accompagnements"
