"""Addresses of rights files. None says anything about a person: a file has a number drawn at random."""

from django.urls import path

from . import afterwards, batches, deposit, documents, examination, file, lists, person_page, situation

app_name = "rights_files"
urlpatterns = [
    path("", lists.waiting, name="queue"),
    path("deposes/", lists.mine, name="mine"),
    path("nouveau/", deposit.new, name="new"),
    path("<uuid:rights_file_id>/", file.show, name="file"),
    path("<uuid:rights_file_id>/document/", documents.add, name="add-document"),
    path("<uuid:rights_file_id>/impossible/", documents.impossible, name="impossible"),
    path("<uuid:rights_file_id>/examiner/", examination.examine, name="examine"),
    path("<uuid:rights_file_id>/demander/", examination.ask, name="ask"),
    path("<uuid:rights_file_id>/decider/", examination.decide, name="decide"),
    path("<uuid:rights_file_id>/situation/", situation.situation, name="situation"),
    path("<uuid:rights_file_id>/retirer/", examination.withdraw, name="withdraw"),
    path("<uuid:rights_file_id>/page-de-la-personne/", person_page.give, name="person-page"),
    path("messages/<uuid:person_word_id>/lu/", person_page.note_read, name="word-read"),
    path("<uuid:rights_file_id>/liste/", file.checklist, name="checklist"),
    path("lignes/<int:required_paper_id>/sans-objet/", documents.not_concerned, name="not-concerned"),
    path("lignes/<int:required_paper_id>/reprendre/", documents.take_up, name="take-up"),
    path("pieces/<uuid:supplied_document_id>/", documents.read, name="document"),
    path("pieces/<uuid:supplied_document_id>/ecarter/", documents.set_aside, name="set-aside"),
    path("demandes/<uuid:papers_request_id>/annuler/", examination.revoke, name="revoke"),
    path("suites/", afterwards.waiting, name="afterwards"),
    path("<uuid:rights_file_id>/corriger/", afterwards.correct, name="correct"),
    path("<uuid:rights_file_id>/controler/", afterwards.control, name="control"),
    path("<uuid:rights_file_id>/recours/", afterwards.appeal, name="appeal"),
    path("controles/<uuid:control_id>/", afterwards.end_control, name="end-control"),
    path("controles/<uuid:control_id>/carte/", afterwards.note_card, name="note-card"),
    path("recours/<uuid:appeal_id>/", afterwards.answer, name="answer-appeal"),
    path("courriers/", batches.listed, name="batches"),
    path("courriers/lot/", batches.make, name="make-batch"),
    path("courriers/lots/<int:letter_batch_id>/", batches.batch, name="batch"),
    path("courriers/lots/<int:letter_batch_id>/pdf/", batches.part, name="batch-part"),
    path("courriers/lots/<int:letter_batch_id>/manifeste/", batches.manifest, name="batch-manifest"),
    path("courriers/lots/<int:letter_batch_id>/remis/", batches.handed_over, name="batch-handed-over"),
    path("courriers/<uuid:letter_id>/", file.letter, name="letter"),
    path("courriers/<uuid:letter_id>/remis/", batches.by_hand, name="by-hand"),
    path("decisions/<uuid:decision_id>/", file.rules, name="rules"),
]
