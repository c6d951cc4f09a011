"""What stands before every password that is tried: how many at once, how often, and from where.

Hashing a password takes a third of a second of a processor, on purpose. A few at once are hashed, some more wait their
turn, and the others are asked to come back in a few seconds: the threads that are left serve everybody else.

It stands outside of the request's transaction: tries are counted whatever becomes of the request, and no lock of the
database is held while a password is hashed.
"""

import secrets
import threading

from django.conf import settings
from django.core import signing
from django.shortcuts import render
from django.urls import reverse

from allervers.config.processes import sign_ins_admitted
from allervers.domain.organisations import sign_in
from allervers.web.client_address import client_address

LONGEST_WAIT = 20  # seconds
RETRY_AFTER = 5
_admitted, _hashing = map(threading.BoundedSemaphore, sign_ins_admitted())

DEVICE_LASTS = 180 * 24 * 3600
MOST_NAMES = 8  # a desk is shared
_SALT = "allervers.known-device"


class SignInGate:
    """Tells the view `request.too_many_tries`; the view tells back `request.password_was_right`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.too_many_tries = False
        request.password_was_right = False
        username = _tried(request)
        if username is None:
            return self.get_response(request)
        if not _admitted.acquire(blocking=False):
            return _come_back(request)
        try:
            if not _hashing.acquire(timeout=LONGEST_WAIT):
                return _come_back(request)
            try:
                return self._counted(request, username)
            finally:
                _hashing.release()
        finally:
            _admitted.release()

    def _counted(self, request, username: str):
        device, names = _known_device(request)
        name = sign_in.name_on_device(username)
        # Whoever is signed in tries their own password: nobody else does so from there.
        known = device if name in names else request.session.session_key if request.user.is_authenticated else None
        this = (
            sign_in.on_known_device(username, known)
            if known
            else sign_in.from_anywhere(username, client_address(request))
        )
        request.too_many_tries = not sign_in.may_try(this)
        response = self.get_response(request)
        if request.password_was_right:
            sign_in.give_back(this, right=True)
            _remember(response, device, [name, *(other for other in names if other != name)])
        elif response.status_code != 200 and not request.too_many_tries:
            sign_in.give_back(this, right=False)  # the password was not looked at: a false form, a failure of ours
        return response


# Where somebody who is signed in gives their own password again, and the field that holds it.
_OWN_PASSWORD = {
    "/mot-de-passe/": "old_password",
    "/securite/application/": "password",
    "/securite/cles/nouvelle/": "password",
}


def _tried(request) -> str | None:
    """The name under which a password is tried; None when none is."""
    if request.method != "POST":
        return None
    if request.path == reverse("sign-in") and request.POST.get("password"):
        return request.POST.get("username") or None
    own = _OWN_PASSWORD.get(request.path)
    if own and request.POST.get(own) and request.user.is_authenticated:
        return request.user.username
    return None


def _come_back(request):
    response = render(request, "public/come_back.html", status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response._has_been_logged = True  # an answer, not a failure of the server
    return response


def _known_device(request) -> tuple[str, list[str]]:
    """The device, and the names (hashed) that signed in from it; a new device without any."""
    try:
        value = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=_SALT, max_age=DEVICE_LASTS)
        return value["device"], list(value["names"])
    except signing.BadSignature:
        return secrets.token_hex(8), []


def _remember(response, device: str, names: list[str]) -> None:
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps({"device": device, "names": names[:MOST_NAMES]}, salt=_SALT),
        max_age=DEVICE_LASTS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
