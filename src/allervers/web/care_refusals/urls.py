"""Addresses of refusals of care; they carry identifiers and nothing about the person."""

from django.urls import path

from . import acts, desk, file, report, steps

app_name = "care_refusals"
urlpatterns = [
    path("", desk.show, name="desk"),
    path("personnes/<uuid:person_id>/", report.of_person, name="report"),
    path("<uuid:care_refusal_id>/", file.show, name="file"),
    path("<uuid:care_refusal_id>/prise-en-charge/", file.take, name="take"),
    path("<uuid:care_refusal_id>/lien/", file.declare_link, name="link"),
    path("<uuid:care_refusal_id>/professionnel/", acts.identify, name="identify"),
    path("<uuid:care_refusal_id>/indice/", acts.add_evidence, name="evidence"),
    path("<uuid:care_refusal_id>/accord/", acts.agree, name="agree"),
    path("<uuid:care_refusal_id>/courrier/", acts.send, name="send"),
    path("courriers/<uuid:care_sending_id>/", acts.letter, name="letter"),
    path("<uuid:care_refusal_id>/reponse/", acts.note_answer, name="answer"),
    path("<uuid:care_refusal_id>/plainte/", steps.lodge, name="lodge"),
    path("<uuid:care_refusal_id>/etape/", steps.plan, name="plan"),
    path("etapes/<uuid:care_step_id>/", steps.do, name="step"),
    path("<uuid:care_refusal_id>/resolution/", steps.resolve, name="resolve"),
    path("<uuid:care_refusal_id>/cloture/", steps.close, name="close"),
]
