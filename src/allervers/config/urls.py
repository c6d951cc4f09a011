"""Addresses. ``/healthz`` and ``/readyz`` are answered before them, by `allervers.config.health`."""

from django.urls import include, path

urlpatterns = [path("api/", include("allervers.api.urls")), path("", include("allervers.web.urls"))]
