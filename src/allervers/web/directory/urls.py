"""Addresses of the directory."""

from django.urls import path

from . import doubles, listing, one

app_name = "directory"
urlpatterns = [
    path("", listing.show, name="structures"),
    path("doublons/", doubles.show, name="doubles"),
    path("doublons/<int:pair_id>/", doubles.answer, name="answer"),
    path("<int:structure_id>/", one.show, name="one"),
    path("<int:structure_id>/verification/", one.confirm, name="confirm"),
    path("<int:structure_id>/referent/", one.name_referent, name="referent"),
]
