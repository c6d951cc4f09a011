"""Addresses of the social service; they carry the identifier of a request and nothing about the person."""

from django.urls import path

from . import desk, figures, following, groups, refer, request

app_name = "social_service"
urlpatterns = [
    path("", desk.show, name="desk"),
    path("adresser/", refer.new, name="refer"),
    path("adresser/personnes/<uuid:person_id>/", refer.of_person, name="refer-person"),
    path("chiffres/", figures.show, name="figures"),
    path("mes-demandes/", refer.sent, name="sent"),
    path("<uuid:social_referral_id>/", request.show, name="request"),
    path("<uuid:social_referral_id>/reponse/", request.answer, name="answer"),
    path("<uuid:social_referral_id>/entretien/", following.plan, name="plan"),
    path("<uuid:social_referral_id>/etape/", following.add_step, name="add-step"),
    path("<uuid:social_referral_id>/note/", following.write_note, name="write-note"),
    path("<uuid:social_referral_id>/acces/", following.open_exceptionally, name="open-notes"),
    path("<uuid:social_referral_id>/retour/", following.share, name="share"),
    path("<uuid:social_referral_id>/fin/", following.end, name="end"),
    path("<uuid:social_referral_id>/reouverture/", following.reopen, name="reopen"),
    path("etapes/<uuid:step_id>/faite/", following.do_step, name="do-step"),
    path("groupes/", groups.show_all, name="groups"),
    path("groupes/nouveau/", groups.new, name="new-group"),
    path("groupes/<uuid:group_id>/", groups.show, name="group"),
    path("groupes/participants/<uuid:participant_id>/", groups.settle, name="settle-participant"),
    path("entretiens/<uuid:interview_id>/issue/", request.outcome, name="interview-outcome"),
]
