from django.apps import AppConfig


class WebConfig(AppConfig):
    """All screens: one application, so that one folder of templates and one of static files hold them."""

    name = "allervers.web"
    label = "web"
    verbose_name = "écrans"
