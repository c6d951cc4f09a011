from django.apps import AppConfig

from ..organisations.privileges import KEEP, READ


class RightsFilesConfig(AppConfig):
    name = "allervers.domain.rights_files"
    verbose_name = "dossiers de droits"
    application_may = KEEP
    # Given and opened by functions alone; brought in by a command of the owner.
    application_may_on = {"personlink": READ, "managingbody": READ}
