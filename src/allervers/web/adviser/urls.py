from django.urls import path

from allervers.web.views import home

app_name = "adviser"
urlpatterns = [
    path("saisines/", home, name="inbox"),
    path("accompagnements/", home, name="open-files"),
    path("personnes/", home, name="search"),
]
