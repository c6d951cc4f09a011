from django.apps import AppConfig


class SnapshotsConfig(AppConfig):
    name = "allervers.domain.snapshots"
    verbose_name = "Chiffres figés"
