"""The catalogue: every field and every piece on one page, to look at and to test."""

import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from .examples import ExampleForm, example_pieces


@login_not_required
def catalogue(request):
    """For those who build and those who try: it does not exist where real persons are."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    form = ExampleForm(request.POST or None, request.FILES or None)
    for level, text in [
        (messages.SUCCESS, "Le signalement est enregistré."),
        (messages.WARNING, "Le droit se ferme dans 12 jours."),
        (messages.INFO, "La vérification C2S est en cours."),
        (messages.ERROR, "Le fichier n’a pas été lu."),
    ]:
        messages.add_message(request, level, text)
    page = Paginator(range(1, 1_313), 25).get_page(request.GET.get("page", 7))
    context = {"form": form, "page": page, "today": datetime.date(2024, 3, 12), **example_pieces()}
    return render(request, "design/catalogue.html", context)
