"""Addresses. ``/healthz`` and ``/readyz`` are answered before them, by `allervers.config.health`."""

from django.urls import include, path

handler400 = "allervers.config.unavailable.answer_to_bad_request"
handler500 = "allervers.config.unavailable.answer"
urlpatterns = [path("api/", include("allervers.api.urls")), path("", include("allervers.web.urls"))]
