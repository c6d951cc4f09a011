from django.apps import AppConfig

from ..organisations.privileges import ALL, KEEP


class DirectoryConfig(AppConfig):
    name = "allervers.domain.directory"
    verbose_name = "Annuaire"
    application_may = KEEP
    # A question that nobody answered goes when nothing is alike any more.
    application_may_on = {"pair": ALL}
