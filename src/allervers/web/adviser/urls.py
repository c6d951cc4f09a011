"""The adviser's work: the inbox, detections, the open files, the search of a person, and the page of each person.

The routes of the person's page are in `person_urls.py`.
"""

from django.urls import include, path

from . import c2s, detection, detections, inbox, open_files, search, triage

app_name = "adviser"
urlpatterns = [
    path("saisines/", inbox.show, name="inbox"),
    path("saisines/<uuid:referral_id>/", triage.show, name="triage"),
    path("detections/", detections.show, name="detections"),
    path("detections/<uuid:detection_id>/", detection.show, name="detection"),
    path("detections/<uuid:detection_id>/saisine/", detection.refer, name="detection-referral"),
    path("accompagnements/", open_files.show, name="open-files"),
    path("personnes/", search.show, name="search"),
    path("", include("allervers.web.adviser.person_urls")),
    path("accompagnements/<uuid:accompaniment_id>/c2s/", c2s.check, name="c2s-check"),
    path("verifications/<uuid:check_id>/", c2s.result, name="c2s-result"),
]
