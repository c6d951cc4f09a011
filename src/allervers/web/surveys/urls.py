"""Addresses of the surveys."""

from django.urls import path

from . import answering, national, one, results

app_name = "surveys"
urlpatterns = [
    path("", answering.mine, name="mine"),
    path("<uuid:survey_id>/reponse/", answering.overview, name="answer"),
    path("<uuid:survey_id>/reponse/page/", answering.page, name="page"),
    path("<uuid:survey_id>/reponse/envoi/", answering.send, name="send"),
    path("nationales/", national.show, name="all"),
    path("nationales/modele.xlsx", national.template, name="template"),
    path("nationales/nouvelle/", national.open_one, name="new"),
    path("nationales/<uuid:survey_id>/", results.show, name="one"),
    path("nationales/<uuid:survey_id>/reponses.csv", results.export, name="export"),
    path("nationales/<uuid:survey_id>/dernier-jour/", one.prolong, name="prolong"),
    path("nationales/<uuid:survey_id>/retrait/", one.withdraw, name="withdraw"),
    path("nationales/reponse/<uuid:fund_answer_id>/", results.of_fund, name="of-fund"),
]
