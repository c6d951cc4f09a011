"""What the service did in a year, for its members."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from allervers.domain.organisations.services import services_of
from allervers.domain.social_service.figures import of_year
from allervers.domain.social_service.permissions import ANSWER
from allervers.web.access import requires


@requires(ANSWER)
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """This year, or the one before with `?annee=`; anything else is this year."""
    this = timezone.localdate().year
    year = this - 1 if request.GET.get("annee") == str(this - 1) else this
    context = {
        "services": services_of(request.user),
        "year": year,
        "years": (this, this - 1),
        "lines": of_year(request.user, year),
        "trail": [{"label": "Service social", "url": reverse("social_service:desk")}, {"label": "Chiffres du service"}],
    }
    return render(request, "social_service/figures.html", context)
