"""Addresses of « Ruptures à éviter » and of what is noted about the rights of a person."""

from django.urls import path

from . import ended, lines, notes

app_name = "coverage"
urlpatterns = [
    path("", lines.show, name="lines"),
    path("droits-finis/", ended.show, name="ended"),
    path("<uuid:line_id>/confier/", lines.assign, name="assign"),
    path("<uuid:line_id>/fait/", lines.done, name="done"),
    path("<uuid:line_id>/ecarter/", lines.set_aside, name="set-aside"),
    path("<uuid:line_id>/remettre/", lines.take_back, name="take-back"),
    path("<uuid:line_id>/commencer/", lines.start, name="start"),
    path("personnes/<uuid:person_id>/inscrire/", notes.enlist, name="enlist"),
    path("personnes/<uuid:person_id>/noter/", notes.note, name="note"),
    path("faits/<uuid:circumstance_id>/", notes.take_back, name="circumstance"),
    path("faits/<uuid:circumstance_id>/fin/", notes.over, name="over"),
    path("droits-finis/<uuid:ended_id>/", notes.cause, name="cause"),
]
