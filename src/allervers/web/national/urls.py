from django.urls import path

from . import views

app_name = "national"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("export/", views.export, name="export"),
]
