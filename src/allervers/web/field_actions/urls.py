"""Addresses of the field actions of a fund."""

from django.urls import path

from . import entry, listing, one

app_name = "field_actions"
urlpatterns = [
    path("", listing.show, name="all"),
    path("export.csv", listing.export, name="export"),
    path("nouvelle/", entry.record, name="new"),
    path("<uuid:field_action_id>/", one.show, name="one"),
    path("<uuid:field_action_id>/correction/", entry.correct, name="correct"),
    path("<uuid:field_action_id>/retrait/", one.withdraw, name="withdraw"),
    path("<uuid:field_action_id>/retour/", one.bring_back, name="bring-back"),
]
