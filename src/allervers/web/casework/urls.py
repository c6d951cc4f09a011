"""The casework: referrals that wait, the open files, the search of a person, and the page of each person.

The routes of the person's page are in `person_urls.py`.
"""

from django.urls import include, path

from . import c2s, c2s_questions, calls, hands, inbox, open_files, search, triage

app_name = "casework"
urlpatterns = [
    path("saisines/", inbox.show, name="inbox"),
    path("saisines/<uuid:referral_id>/", triage.show, name="triage"),
    path("saisines/<uuid:referral_id>/appel/", calls.note_waiting, name="call-waiting"),
    path("absences/", hands.away, name="away"),
    path("accompagnements/reaffectes/", hands.reassign, name="reassign"),
    path("accompagnements/", open_files.show, name="open-files"),
    path("personnes/", search.show, name="search"),
    path("", include("allervers.web.casework.person_urls")),
    path("accompagnements/<uuid:accompaniment_id>/c2s/", c2s.check, name="c2s-check"),
    path("accompagnements/<uuid:accompaniment_id>/c2s/questions/", c2s_questions.questions, name="c2s-questions"),
    path("verifications/<uuid:check_id>/", c2s.result, name="c2s-result"),
]
