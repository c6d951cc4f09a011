from django.urls import path

from . import views

app_name = "manager"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("export/", views.export, name="export"),
]
