from django.urls import path

from allervers.web.views import home

app_name = "administrator"
urlpatterns = [
    path("", home, name="accounts"),
]
