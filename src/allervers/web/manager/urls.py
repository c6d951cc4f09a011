from django.urls import path

from allervers.web.views import home

app_name = "manager"
urlpatterns = [
    path("", home, name="figures"),
]
