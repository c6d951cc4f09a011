"""Addresses of financial aid; they carry identifiers and nothing about the person."""

from django.urls import path

from . import ask, desk, file, papers

app_name = "financial_aid"
urlpatterns = [
    path("", desk.show, name="desk"),
    path("personnes/<uuid:person_id>/", ask.of_person, name="ask"),
    path("<uuid:aid_request_id>/", file.show, name="request"),
    path("<uuid:aid_request_id>/completer/", file.complete, name="complete"),
    path("<uuid:aid_request_id>/organisme/", file.add_funder, name="add-funder"),
    path("organismes/<uuid:aid_funder_id>/", file.answer_funder, name="answer-funder"),
    path("<uuid:aid_request_id>/document/", papers.add, name="add-paper"),
    path("documents/<uuid:aid_paper_id>/", papers.read, name="paper"),
    path("<uuid:aid_request_id>/retrait/", file.withdraw, name="withdraw"),
]
