"""The agenda in one's own calendar program: an address that only its owner has, and can revoke."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.appointments import feeds
from allervers.domain.appointments.permissions import BOOK
from allervers.web.access import requires
from allervers.web.exports import calendar_response
from allervers.web.security.proof import asked_again


@requires(BOOK)
@require_http_methods(["GET", "POST"])
@asked_again
def own(request: HttpRequest) -> HttpResponse:
    """The address is shown once, when it is made."""
    context = {"trail": [{"label": "Agenda", "url": reverse("appointments:agenda")}, {"label": "Abonnement"}]}
    if request.method == "POST" and request.POST.get("what") == "revoke":
        feeds.revoke(request.user)
        messages.success(request, "L’adresse est révoquée : elle n’ouvre plus rien.")
        return redirect("appointments:calendar")
    if request.method == "POST":
        secret = feeds.create(request.user)
        context["address"] = request.build_absolute_uri(reverse("appointments:feed", args=[secret]))
    context["feed"] = feeds.of_account(request.user)
    response = render(request, "appointments/calendar.html", context)
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Read by a program that has nothing but the address."""
    content = feeds.read(secret)
    if content is None:
        raise Http404
    return calendar_response(content)
