from django.urls import path

from . import views

app_name = "programmes"
urlpatterns = [
    path("chiffres/programmes/", views.of_fund, name="of-fund"),
    path("chiffres/france/programmes/", views.of_nation, name="of-nation"),
]
