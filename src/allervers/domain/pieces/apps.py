from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PiecesConfig(AppConfig):
    name = "allervers.domain.pieces"
    verbose_name = "Pièces du dossier d’une personne"

    def ready(self):
        autodiscover_modules("permissions", "pieces")
