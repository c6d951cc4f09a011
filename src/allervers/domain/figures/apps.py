from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "allervers.domain.figures"
    verbose_name = "Chiffres"
