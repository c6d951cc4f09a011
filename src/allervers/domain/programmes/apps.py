from django.apps import AppConfig

from ..organisations.privileges import APPEND, KEEP


class ProgrammesConfig(AppConfig):
    name = "allervers.domain.programmes"
    verbose_name = "programmes de masse"
    application_may = KEEP
    application_may_on = {"programmeanswer": APPEND}
