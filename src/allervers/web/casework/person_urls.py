"""Addresses of the person's page and of everything that is written on it."""

from django.urls import path

from . import (
    actions,
    calls,
    closure,
    contacts,
    handover,
    hands,
    identity,
    messages,
    pausing,
    person,
    protecting,
    suggested,
    writing,
)

urlpatterns = [
    path("personnes/<uuid:person_id>/", person.page, name="person"),
    path("personnes/<uuid:person_id>/numero/", person.reveal_nir, name="reveal-nir"),
    path("personnes/<uuid:person_id>/protection/", protecting.protect, name="protect"),
    path("personnes/<uuid:person_id>/identite/", identity.edit, name="edit-person"),
    path("accompagnements/<uuid:accompaniment_id>/contact/", contacts.note, name="contact"),
    path("personnes/<uuid:person_id>/ligne/", writing.write, name="write-line"),
    path("accompagnements/<uuid:accompaniment_id>/proposition/", suggested.take, name="suggestion"),
    path("accompagnements/<uuid:accompaniment_id>/collegue/", hands.propose, name="propose"),
    path("propositions/<uuid:handover_id>/", hands.answer, name="answer-handover"),
    path("accompagnements/<uuid:accompaniment_id>/pause/", pausing.pause, name="pause"),
    path("accompagnements/<uuid:accompaniment_id>/reprise/", pausing.resume, name="resume"),
    path("accompagnements/<uuid:accompaniment_id>/appel/", calls.note, name="call"),
    path("contacts/<uuid:contact_id>/retrait/", calls.take_back, name="take-back-contact"),
    path("contacts/<uuid:contact_id>/correction/", contacts.correct, name="correct-contact"),
    path("actions/<uuid:action_id>/correction/", actions.correct, name="correct-action"),
    path("accompagnements/<uuid:accompaniment_id>/action/", actions.add, name="action"),
    path("actions/<uuid:action_id>/etat/", actions.status, name="action-status"),
    path("accompagnements/<uuid:accompaniment_id>/cloture/", closure.close, name="close"),
    path("accompagnements/<uuid:accompaniment_id>/cloture/courrier/", closure.letter, name="closure-letter"),
    path("accompagnements/<uuid:accompaniment_id>/reouverture/", closure.reopen, name="reopen"),
    path("accompagnements/<uuid:accompaniment_id>/confier/", handover.hand_over, name="hand-over"),
    path("accompagnements/<uuid:accompaniment_id>/reprendre/", handover.take_back, name="take-back"),
    path("personnes/<uuid:person_id>/messages/", messages.choose, name="messages"),
    path("personnes/<uuid:person_id>/message/", messages.write, name="write-message"),
    path("personnes/<uuid:person_id>/opposition/", messages.stop, name="stop-messages"),
    path("messages/<uuid:message_id>/", messages.message, name="message"),
    path("messages/<uuid:message_id>/retrait/", messages.withdraw, name="withdraw-message"),
]
