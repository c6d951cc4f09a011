"""Detections to examine, and what is decided of each."""

from django.urls import path

from . import detection, listing

app_name = "detections"
urlpatterns = [
    path("", listing.show, name="list"),
    path("<uuid:detection_id>/", detection.show, name="detection"),
    path("<uuid:detection_id>/saisine/", detection.refer, name="referral"),
]
