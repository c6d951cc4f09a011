"""Addresses of the screens, room by room. None carries anything about a person."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("allervers.web.public.urls")),
    path("", include("allervers.web.security.urls")),
    path("", include("allervers.web.openid.urls")),
    path("", include("allervers.web.simulator.urls")),
    path("", include("allervers.web.design.urls")),
    path("ma-journee/", include("allervers.web.day.urls")),
    path("signalements/", include("allervers.web.detector.urls")),
    path("", include("allervers.web.casework.urls")),
    path("detections/", include("allervers.web.detections.urls")),
    path("dossiers/", include("allervers.web.rights_files.urls")),
    path("ma-demande/", include("allervers.web.own_file.urls")),
    path("rendez-vous/", include("allervers.web.appointments.urls")),
    path("service-social/", include("allervers.web.social_service.urls")),
    path("refus-de-soins/", include("allervers.web.care_refusals.urls")),
    path("aides-financieres/", include("allervers.web.financial_aid.urls")),
    path("campagnes/", include("allervers.web.campaigns.urls")),
    path("aller-vers/", include("allervers.web.field_actions.urls")),
    path("partenaires/", include("allervers.web.partners.urls")),
    path("enquetes/", include("allervers.web.surveys.urls")),
    path("annuaire/", include("allervers.web.directory.urls")),
    path("ruptures/jeunes-confies/", include("allervers.web.child_welfare.urls")),
    path("ruptures/", include("allervers.web.coverage.urls")),
    path("chiffres/", include("allervers.web.manager.urls")),
    path("chiffres/figes/", include("allervers.web.snapshots.urls")),
    path("chiffres/france/", include("allervers.web.national.urls")),
    path("", include("allervers.web.programmes.urls")),
    path("vie-privee/", include("allervers.web.privacy.urls")),
    path("comptes/", include("allervers.web.administrator.urls")),
    path("acces-programme/", include("allervers.web.tokens.urls")),
]
