"""Addresses of the person's own page. The code of a link is used once, and says nothing of anybody."""

from django.urls import path

from . import afterwards, appointment, entry, file, own_data, saying, sending

app_name = "own_file"
urlpatterns = [
    path("", file.show, name="file"),
    path("ouvrir/", entry.open_by_code, name="open"),
    path("ouvrir/<str:code>/", entry.open_by_link, name="open-link"),
    path("quitter/", entry.leave, name="leave"),
    path("envoyer/<int:line_id>/", sending.send, name="send"),
    path("impossible/<int:line_id>/", sending.impossible, name="impossible"),
    path("sans-objet/<int:line_id>/", sending.not_concerned, name="not-concerned"),
    path("liste/", file.checklist, name="checklist"),
    path("courrier/<uuid:letter_id>/", file.letter, name="letter"),
    path("contester/", afterwards.contest, name="contest"),
    path("regles/<uuid:decision_id>/", afterwards.rules, name="rules"),
    path("coordonnees/", saying.contact, name="contact"),
    path("ecrire/", saying.write, name="write"),
    path("mes-donnees/", own_data.show, name="data"),
    path("mes-donnees/accord/", own_data.change, name="consent"),
    path("mes-donnees/demande/", own_data.ask_copy, name="ask-copy"),
    path("mes-donnees/copie/", own_data.copy, name="copy"),
    path("retirer/", saying.withdraw, name="withdraw"),
    path("rendez-vous/", appointment.show, name="appointment"),
    path("rendez-vous/deplacer/", appointment.move, name="move-appointment"),
    path("rendez-vous/annuler/", appointment.cancel, name="cancel-appointment"),
    path("rendez-vous/agenda.ics", appointment.calendar, name="calendar"),
]
