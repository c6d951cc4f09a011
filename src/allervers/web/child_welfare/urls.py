"""Address of the page of young persons in care."""

from django.urls import path

from . import page

app_name = "child_welfare"
urlpatterns = [path("", page.show, name="young")]
