"""Appointments. Addresses hold random identifiers, a week and the number of an account."""

from django.urls import path

from . import agenda, appointment, booking, calendar, desks, partner, person, waiting_list

app_name = "appointments"
urlpatterns = [
    path("", agenda.show, name="agenda"),
    path("personne/<uuid:person_id>/", booking.for_person, name="book"),
    path("accompagnement/<uuid:accompaniment_id>/", booking.in_file, name="book-in-file"),
    path("saisine/<uuid:referral_id>/", partner.book, name="book-for-reported"),
    path("lieux/", desks.show, name="desks"),
    path("lieux/nouveau/", desks.add, name="add-place"),
    path("lieux/<uuid:place_id>/creneaux/", desks.open_slots, name="open-slots"),
    path("creneaux/<uuid:opening_id>/fermer/", desks.close, name="close-slots"),
    path("calendrier/", calendar.own, name="calendar"),
    path("flux/<str:secret>.ics", calendar.feed, name="feed"),
    path("attente/", waiting_list.show, name="waiting"),
    path("attente/personne/<uuid:person_id>/", waiting_list.add, name="wait"),
    path("attente/<uuid:waiting_id>/fin/", waiting_list.end, name="end-waiting"),
    path("rappels/<uuid:person_id>/", person.suspend, name="suspend"),
    path("<uuid:appointment_id>/acces/", person.give, name="give-access"),
    path("<uuid:appointment_id>/", appointment.show, name="appointment"),
    path("<uuid:appointment_id>/issue/", appointment.outcome, name="outcome"),
    path("<uuid:appointment_id>/annuler/", appointment.cancel, name="cancel"),
    path("<uuid:appointment_id>/deplacer/", booking.move, name="move"),
]
