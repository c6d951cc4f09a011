from django.apps import AppConfig

from ..organisations.privileges import KEEP, READ


class AppointmentsConfig(AppConfig):
    name = "allervers.domain.appointments"
    verbose_name = "Rendez-vous"
    application_may = KEEP
    application_may_on = {"personlink": READ}  # given and opened by functions alone
