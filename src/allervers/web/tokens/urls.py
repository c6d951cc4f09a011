from django.urls import path

from . import views

app_name = "tokens"
urlpatterns = [
    path("", views.own, name="own"),
    path("<uuid:token_id>/revoquer/", views.revoke, name="revoke"),
]
