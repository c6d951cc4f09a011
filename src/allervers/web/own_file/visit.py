"""What every page of a visit shares: the key in its cookie, the language, and what is shown once the visit is over."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from allervers.domain.appointments import visits
from allervers.domain.rights_files import person_links
from allervers.domain.rights_files.models import RightsFile

from .words import Words

COOKIE, LANGUAGE_COOKIE, LANGUAGE = "visite", "langue-de-la-page", "langue"


def key_of(request: HttpRequest) -> str:
    return request.COOKIES.get(COOKIE, "").partition(".")[0]


def next_code_of(request: HttpRequest) -> str:
    """What to come back with: the browser alone knows it as long as the visit lasts."""
    return person_links.written(person_links.typed(request.COOKIES.get(COOKIE, "").partition(".")[2]))


def words_of(request: HttpRequest) -> Words:
    """The language asked for, else that of the last page, else that of the telephone."""
    asked = request.GET.get(LANGUAGE) or request.COOKIES.get(LANGUAGE_COOKIE)
    accepted = request.headers.get("Accept-Language", "").lower()
    return Words(asked or ("fr" if accepted[:2] in ("", "fr") else "en"))


def shown(request: HttpRequest, template: str, *, status: int = 200, **context) -> HttpResponse:
    """A page in the language of the visit, which the browser keeps."""
    words = words_of(request)
    response = render(request, template, {"words": words, "here": request.path, **context}, status=status)
    if request.GET.get(LANGUAGE):
        _keep(response, LANGUAGE_COOKIE, words.code)
    return response


def begin(response: HttpResponse, opened: person_links.Opened) -> None:
    _keep(response, COOKIE, f"{opened.key}.{opened.next_code}")


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path=reverse("own_file:file"))


def _keep(response: HttpResponse, name: str, value: str) -> None:
    """For as long as the browser is open, for these addresses alone."""
    response.set_cookie(
        name, value, path=reverse("own_file:file"), secure=settings.HTTPS, httponly=True, samesite="Lax"
    )


def of_visit(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view is given the file of the visit; without a visit, the page asks for the code and the birth date."""

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        with person_links.visiting(key_of(request)) as file:
            if file is not None:
                return view(request, file, *args, **kwargs)
        return _elsewhere(request)

    return opened


def _elsewhere(request: HttpRequest) -> HttpResponse:
    """The visit is that of an appointment; or it is over, and the page asks for the code again."""
    with visits.visiting(key_of(request)) as appointment:
        if appointment is not None:
            return redirect("own_file:appointment")
    response = redirect("own_file:open")
    forget(response)
    return response


def called(file: RightsFile) -> str:
    return f"{file.first_name} {file.usage_name or file.birth_name}"
