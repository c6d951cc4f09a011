from django.urls import path

from . import views

urlpatterns = [
    path("connexion/", views.SignIn.as_view(), name="sign-in"),
    path("deconnexion/", views.SignOut.as_view(), name="sign-out"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("mentions-legales/", views.legal, name="legal"),
]
