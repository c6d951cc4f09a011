"""Addresses of financial aid; they carry identifiers and nothing about the person."""

from django.urls import path

from . import ask, budget, commission, decisions, desk, effects, file, papers, payments

app_name = "financial_aid"
urlpatterns = [
    path("", desk.show, name="desk"),
    path("budget/", budget.show, name="budget"),
    path("budget/modifier/", budget.allocate, name="allocate"),
    path("commission/", commission.show_all, name="sessions"),
    path("commission/convoquer/", commission.convene, name="convene"),
    path("commission/<uuid:aid_session_id>/", commission.show, name="session"),
    path("commission/<uuid:aid_session_id>/presents/", commission.seat, name="seat"),
    path("commission/<uuid:aid_session_id>/ordre-du-jour/", commission.lay_agenda, name="agenda"),
    path("commission/<uuid:aid_session_id>/cloture/", commission.close, name="close"),
    path("commission/<uuid:aid_session_id>/proces-verbal/", commission.minutes, name="minutes"),
    path("commission/points/<uuid:aid_line_id>/vote/", commission.vote, name="vote"),
    path("commission/points/<uuid:aid_line_id>/decision/", commission.decide, name="decide"),
    path("chiffres/", effects.figures, name="figures"),
    path("<uuid:aid_request_id>/effet/", effects.note, name="effect"),
    path("virements/", payments.show_all, name="batches"),
    path("virements/<uuid:aid_batch_id>/", payments.show, name="batch"),
    path("virements/<uuid:aid_batch_id>/fichier/", payments.export, name="export"),
    path("<uuid:aid_request_id>/compte/", payments.payee, name="payee"),
    path("comptes/<uuid:aid_payee_id>/confirmer/", payments.confirm, name="confirm-payee"),
    path("decisions/<uuid:aid_decision_id>/lettre/", decisions.letter, name="letter"),
    path("<uuid:aid_request_id>/urgence/", decisions.urgent, name="urgent"),
    path("<uuid:aid_request_id>/reexamen/", decisions.review, name="review"),
    path("personnes/<uuid:person_id>/", ask.of_person, name="ask"),
    path("<uuid:aid_request_id>/", file.show, name="request"),
    path("<uuid:aid_request_id>/completer/", file.complete, name="complete"),
    path("<uuid:aid_request_id>/organisme/", file.add_funder, name="add-funder"),
    path("organismes/<uuid:aid_funder_id>/", file.answer_funder, name="answer-funder"),
    path("<uuid:aid_request_id>/document/", papers.add, name="add-paper"),
    path("documents/<uuid:aid_paper_id>/", papers.read, name="paper"),
    path("<uuid:aid_request_id>/retrait/", file.withdraw, name="withdraw"),
]
