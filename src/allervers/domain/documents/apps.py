from django.apps import AppConfig

from ..organisations.privileges import APPEND, KEEP


class DocumentsConfig(AppConfig):
    name = "allervers.domain.documents"
    verbose_name = "documents"
    application_may = KEEP
    application_may_on = {"documentcheck": APPEND}
