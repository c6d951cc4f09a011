from django.apps import AppConfig

from ..organisations.privileges import KEEP, READ


class RightsFilesConfig(AppConfig):
    name = "allervers.domain.rights_files"
    verbose_name = "dossiers de droits"
    application_may = KEEP
    application_may_on = {"personlink": READ}  # given and opened by functions alone
