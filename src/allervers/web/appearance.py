"""How the pages look for whoever sits in front of them: light or dark, stronger contrasts, the key that searches.

What the system or the browser asks for holds (`prefers-color-scheme`, `prefers-contrast`) until something else is
chosen here; the choice is kept in a cookie that says nothing of anybody, signed in or not.
"""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from .careful import Careful

COOKIE = "apparence"
A_YEAR = 365 * 24 * 3600
COLOURS = {"auto": "Comme mon appareil", "light": "Claires", "dark": "Sombres"}


@dataclass(frozen=True)
class Look:
    """`colours` is one of COLOURS; without `contrast` the system decides; `search_key`: « / » leads to the search."""

    colours: str = "auto"
    contrast: bool = False
    search_key: bool = True

    def __str__(self):
        return "-".join([self.colours, *["contrast"] * self.contrast, *["nokey"] * (not self.search_key)])


def look_of(request: HttpRequest) -> Look:
    """What was chosen on this browser; a cookie that is not understood is as none."""
    colours, *rest = request.COOKIES.get(COOKIE, "").split("-")
    return Look(colours if colours in COLOURS else "auto", "contrast" in rest, "nokey" not in rest)


class LookForm(Careful, forms.Form):
    """The choice, and the page to go back to."""

    colours = forms.ChoiceField(
        label="Couleurs",
        choices=COLOURS.items(),
        widget=forms.RadioSelect({"class": "in-columns"}),
        error_messages={"required": "Choisissez les couleurs.", "invalid_choice": "Choisissez dans la liste."},
    )
    contrast = forms.BooleanField(
        label="Contrastes renforcés",
        help_text="Textes et bordures pleins, liens toujours soulignés. Sinon, le réglage de l’appareil est suivi.",
        required=False,
    )
    search_key = forms.BooleanField(
        label="Une touche suffit : « / » mène à la recherche, « n » et « p » à la personne suivante ou précédente",
        help_text="Décochez si vous commandez votre poste à la voix, ou si ces touches vous gênent.",
        required=False,
    )
    back = forms.CharField(required=False, widget=forms.HiddenInput, max_length=500)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Choose, and go back to where one was."""
    look = look_of(request)
    if request.method != "POST":
        initial = {"colours": look.colours, "contrast": look.contrast, "search_key": look.search_key}
        initial["back"] = _here(request, request.META.get("HTTP_REFERER", ""))
        return render(request, "public/appearance.html", {"form": LookForm(initial=initial)})
    form = LookForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "public/appearance.html", {"form": form})
    back = form.cleaned_data.pop("back")
    messages.success(request, "L’apparence est gardée sur cet appareil.")
    response = redirect(_here(request, back) or request.path)
    response.set_cookie(
        COOKIE,
        str(Look(**form.cleaned_data)),
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _here(request: HttpRequest, address: str) -> str:
    """The address, if it is one of ours; nothing otherwise."""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    # A word alone would be taken for the name of a route.
    return address if ours and "/" in address else ""
