from django.urls import path

from . import views

urlpatterns = [path("design/", views.catalogue, name="design")]
