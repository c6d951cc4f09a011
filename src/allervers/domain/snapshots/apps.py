from django.apps import AppConfig
from django.db.models.signals import post_migrate

from ..organisations.privileges import APPEND


class SnapshotsConfig(AppConfig):
    name = "allervers.domain.snapshots"
    verbose_name = "Chiffres figés"
    application_may = APPEND

    def ready(self):
        from .noting import lay_notes

        post_migrate.connect(lay_notes, sender=self)
