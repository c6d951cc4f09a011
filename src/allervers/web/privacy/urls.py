from django.urls import path

from . import views

app_name = "privacy"
urlpatterns = [
    path("effacements/", views.retention, name="retention"),
    path("consultations/", views.readings, name="readings"),
    path("consultations/export/", views.export_readings, name="export-readings"),
]
