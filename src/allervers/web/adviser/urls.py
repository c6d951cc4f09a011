"""The adviser's work: the inbox, the open files, the search of a person, and the page of each person.

The routes of the person's page are in `person_urls.py`.
"""

from django.urls import path

from allervers.web.views import home

app_name = "adviser"
urlpatterns = [
    path("saisines/", home, name="inbox"),
    path("saisines/<uuid:referral_id>/", home, name="triage"),
    path("accompagnements/", home, name="open-files"),
    path("personnes/", home, name="search"),
]
