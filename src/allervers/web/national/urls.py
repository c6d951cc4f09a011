from django.urls import path

from allervers.web.figures import reports

from . import views

app_name = "national"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("export/", views.export, name="export"),
    path("bilan/", reports.of_nation, name="report"),
]
