from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FiguresConfig(AppConfig):
    name = "allervers.domain.figures"
    verbose_name = "Chiffres"

    def ready(self):
        from .laying import lay_facts

        post_migrate.connect(lay_facts, sender=self)
