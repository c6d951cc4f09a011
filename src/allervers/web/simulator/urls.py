from django.urls import path

from . import call_back, views

urlpatterns = [
    path("simulateur/", views.start, name="simulator"),
    path("simulateur/question/", views.question, name="simulator-question"),
    path("simulateur/resultat/", views.result, name="simulator-result"),
    path("simulateur/etre-rappele/", call_back.ask, name="simulator-call-back"),
    path("simulateur/rappel-demande/", call_back.asked, name="simulator-call-back-asked"),
]
