from django.urls import path

from allervers.web.views import home

app_name = "national"
urlpatterns = [
    path("", home, name="figures"),
]
