from django.urls import path

from . import proof, views

urlpatterns = [
    path("connexion/second-facteur/", proof.second_factor, name="second-factor"),
    path("securite/", views.own, name="security"),
    path("securite/application/", views.application, name="security-application"),
    path("securite/application/retirer/", views.remove_application, name="security-remove-application"),
    path("securite/cles/nouvelle/", views.passkey, name="security-passkey"),
    path("securite/cles/<uuid:passkey_id>/retirer/", views.remove_passkey, name="security-remove-passkey"),
    path("securite/codes/", views.codes, name="security-codes"),
]
