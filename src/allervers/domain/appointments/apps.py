from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "allervers.domain.appointments"
    verbose_name = "Rendez-vous"
