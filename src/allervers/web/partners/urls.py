"""Addresses of the partners of a fund."""

from django.urls import path

from . import entry, listing, one

app_name = "partners"
urlpatterns = [
    path("conventions/", listing.show, name="agreements"),
    path("conventions/export.csv", listing.export, name="export"),
    path("conventions/nouvelle/", entry.record, name="new"),
    path("conventions/<uuid:agreement_id>/", one.show, name="one"),
    path("conventions/<uuid:agreement_id>/correction/", entry.correct, name="correct"),
    path("conventions/<uuid:agreement_id>/retrait/", one.withdraw, name="withdraw"),
    path("conventions/<uuid:agreement_id>/retour/", one.bring_back, name="bring-back"),
]
