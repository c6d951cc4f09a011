from django.urls import path

from allervers.web import appearance

from . import inactivity, kept, passwords, views

urlpatterns = [
    path("connexion/", views.SignIn.as_view(), name="sign-in"),
    path("connexion/reprise/", kept.resume, name="resume"),
    path("deconnexion/", views.SignOut.as_view(), name="sign-out"),
    path("session/", inactivity.stay, name="stay"),
    path("mot-de-passe/", passwords.OwnPassword.as_view(), name="password"),
    path("apparence/", appearance.page, name="appearance"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("mentions-legales/", views.legal, name="legal"),
]
