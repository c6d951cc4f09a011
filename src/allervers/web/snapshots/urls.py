from django.urls import path

from . import views

app_name = "snapshots"
urlpatterns = [
    path("", views.show_all, name="all"),
    path("<uuid:snapshot_id>/", views.show, name="one"),
    path("<uuid:snapshot_id>/export/", views.export, name="export"),
]
