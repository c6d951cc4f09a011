"""Addresses of the API. All but its description ask for a token."""

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView

from .figures import FiguresView

urlpatterns = [
    path("schema/", SpectacularJSONAPIView.as_view(), name="api-schema"),
    path("v1/figures", FiguresView.as_view(), name="api-figures"),
]
