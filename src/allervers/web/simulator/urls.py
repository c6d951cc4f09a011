from django.urls import path

from . import views

urlpatterns = [
    path("simulateur/", views.start, name="simulator"),
    path("simulateur/question/", views.question, name="simulator-question"),
    path("simulateur/resultat/", views.result, name="simulator-result"),
]
