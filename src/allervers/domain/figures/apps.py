from django.apps import AppConfig
from django.db.models.signals import post_migrate

from ..organisations.privileges import ALL, KEEP, NOTHING, READ


class FiguresConfig(AppConfig):
    name = "allervers.domain.figures"
    verbose_name = "Chiffres"
    application_may = READ
    application_may_on = {
        # What an import of history changed is for who runs the installation: the owner's role alone.
        **dict.fromkeys(("caseworkimport", "importtakenback", "importedfact"), NOTHING),
        # Counted again whenever facts change, by jobs and commands alone (row-level security sees to it).
        **dict.fromkeys(("countedmonth", "changedmonth"), ALL),
        "keptedition": KEEP,
    }

    def ready(self):
        from .laying import lay_facts

        post_migrate.connect(lay_facts, sender=self)
