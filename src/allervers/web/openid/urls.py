from django.urls import path

from . import views

urlpatterns = [
    path("connexion/fournisseur/", views.begin, name="openid"),
    path("connexion/fournisseur/retour/", views.back, name="openid-back"),
    path("connexion/fournisseur/relier/", views.link, name="openid-link"),
    path("deconnexion/fournisseur/", views.out, name="openid-out"),
]
