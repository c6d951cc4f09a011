from django.apps import AppConfig


class RightsFilesConfig(AppConfig):
    name = "allervers.domain.rights_files"
    verbose_name = "dossiers de droits"
