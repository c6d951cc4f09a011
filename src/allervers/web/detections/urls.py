"""Detections to examine, and what is decided of each."""

from django.urls import path

from . import calls, detection, listing

app_name = "detections"
urlpatterns = [
    path("", listing.show, name="list"),
    path("appels/", calls.following, name="calls"),
    path("<uuid:detection_id>/appel/", calls.call, name="call"),
    path("<uuid:detection_id>/appel/suite/", calls.came_of, name="call-result"),
    path("<uuid:detection_id>/", detection.show, name="detection"),
    path("<uuid:detection_id>/saisine/", detection.refer, name="referral"),
]
