from django.urls import path

from allervers.web.figures import reports

from . import team, views

app_name = "manager"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("equipe/", team.show, name="team"),
    path("export/", views.export, name="export"),
    path("liste/", views.behind_figure, name="behind"),
    path("bilan/", reports.of_own_fund, name="report"),
]
