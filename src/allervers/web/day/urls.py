"""The first page after signing in."""

from django.urls import path

from . import page

app_name = "day"
urlpatterns = [path("", page.show, name="day")]
