from django.urls import path

from allervers.web.views import home

app_name = "privacy"
urlpatterns = [
    path("effacements/", home, name="retention"),
    path("consultations/", home, name="readings"),
]
