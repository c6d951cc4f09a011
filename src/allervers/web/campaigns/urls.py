"""Campaigns: written, given an audience, read again, launched, measured. No address says anything of a person."""

from django.urls import path

from . import audience, effect, leaving, one, returned, writing

app_name = "campaigns"
urlpatterns = [
    path("", one.show_all, name="all"),
    path("nouvelle/", writing.new, name="new"),
    path("pression/", one.pressure, name="pressure"),
    path("retours/", returned.note, name="returned"),
    path("<uuid:campaign_id>/", one.show, name="one"),
    path("<uuid:campaign_id>/texte/", writing.rewrite, name="text"),
    path("<uuid:campaign_id>/audience/", audience.give, name="audience"),
    path("<uuid:campaign_id>/apercu/", audience.read_again, name="specimens"),
    path("<uuid:campaign_id>/apercu/lettres/", audience.letters, name="specimen-letters"),
    path("<uuid:campaign_id>/lancer/", leaving.launch, name="launch"),
    path("<uuid:campaign_id>/pause/", leaving.pause, name="pause"),
    path("<uuid:campaign_id>/rappeler/", leaving.recall, name="recall"),
    path("<uuid:campaign_id>/effet/", effect.show, name="effect"),
    path("<uuid:campaign_id>/droits-ouverts/", effect.outcomes, name="outcomes"),
]
