"""Only what the base page links to: the look is tested apart from the screens."""

from django.urls import include, path

urlpatterns = [
    path("", include("allervers.web.public.urls")),
    path("", include("allervers.web.simulator.urls")),
    path("", include("allervers.web.design.urls")),
]
