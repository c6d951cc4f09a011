"""The catalogue: every field and every piece on one page, to look at and to test."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from .examples import ExampleForm, example_pieces


@login_not_required
def catalogue(request):
    """For those who build and those who try: it does not exist where real persons are."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    context = {
        "form": ExampleForm(request.POST or None, request.FILES or None),
        "page": Paginator(range(1, 1_313), 25).get_page(request.GET.get("page", 7)),
        **example_pieces(),
    }
    return render(request, "design/catalogue.html", context)
