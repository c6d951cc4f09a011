from django.apps import AppConfig

from ..organisations.privileges import APPEND, KEEP


class FieldActionsConfig(AppConfig):
    name = "allervers.domain.field_actions"
    verbose_name = "Actions d’aller-vers"
    application_may = KEEP
    application_may_on = {"actionreferral": APPEND}
