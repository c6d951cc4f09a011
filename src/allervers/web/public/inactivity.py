"""Somebody who leaves the desk is signed out after a while; whoever asks for a page stays."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST


class InactivityMiddleware:
    """Each page of somebody who is signed in prolongs the session (see `sessions.SessionStore.stay`).

    `request.session_seconds` is how long it lasts if no other page is asked for; None when nobody is signed in. Once
    it has ended, the sign-in page leads back to the same address.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.session_seconds = None
        # A program shows a token: it has no session.
        if request.user.is_authenticated and request.session.session_key:
            request.session_seconds = int(request.session.stay().total_seconds())
        return self.get_response(request)


@require_POST
def stay(request):
    """Asked for by a page where somebody still types: the session goes on, and the answer says how long."""
    response = HttpResponse(status=204)
    response["X-Session-Seconds"] = str(request.session_seconds)
    return response
