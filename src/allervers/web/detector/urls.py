from django.urls import path

from allervers.web.views import home

app_name = "detector"
urlpatterns = [
    path("nouveau/", home, name="new"),
    path("", home, name="mine"),
]
