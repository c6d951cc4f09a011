"""What is shown while figures of several funds are being masked (`figures.editions`)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SOON = 30
"""Seconds: the job runs every minute."""


def being_prepared(request: HttpRequest, title: str, back: tuple[str, str], *, is_file: bool = False) -> HttpResponse:
    """The page says so and asks again by itself: nothing can be typed on it. A file that cannot be given is no success.

    `back`: address and words of the way out.
    """
    context = {"title": title, "back": back[0], "back_label": back[1]}
    response = render(request, "figures/being_prepared.html", context, status=503 if is_file else 200)
    response["Retry-After"] = str(SOON)
    if not is_file:
        response["Refresh"] = str(SOON)
    response["Cache-Control"] = "no-store"
    response._has_been_logged = True  # an answer, not a failure of the server
    return response
