"""The adviser's work: the inbox, the open files, the search of a person, and the page of each person.

The routes of the person's page are in `person_urls.py`.
"""

from django.urls import path

from allervers.web.views import home

from . import c2s

app_name = "adviser"
urlpatterns = [
    path("saisines/", home, name="inbox"),
    path("saisines/<uuid:referral_id>/", home, name="triage"),
    path("accompagnements/", home, name="open-files"),
    path("personnes/", home, name="search"),
    path("accompagnements/<uuid:accompaniment_id>/c2s/", c2s.check, name="c2s-check"),
    path("verifications/<uuid:check_id>/", c2s.result, name="c2s-result"),
]
