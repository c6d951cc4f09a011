from django.urls import path

from . import access, views

app_name = "privacy"
urlpatterns = [
    path("effacements/", views.retention, name="retention"),
    path("consultations/", views.readings, name="readings"),
    path("consultations/export/", views.export_readings, name="export-readings"),
    path("acces/", access.listing, name="access-list"),
    path("acces/<uuid:access_id>/", access.show, name="access"),
    path("acces/<uuid:access_id>/copie/", access.copy, name="access-copy"),
    path("acces/<uuid:access_id>/remise/", access.deliver, name="access-deliver"),
    path("acces/personne/<uuid:person_id>/", access.record, name="record-access"),
]
