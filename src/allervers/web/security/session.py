"""What a session knows of the second factor: who gave a password and must still give the rest, and when it was given.

Between the two nobody is signed in: the session names the account apart, for ten minutes.
"""

import time

from django.contrib.auth import login, update_session_auth_hash
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from allervers.domain.credentials.events import What, note
from allervers.domain.credentials.second_factor import has_one, required_of
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import User

HALF_LASTS = 10 * 60
RECENT = 15 * 60
_HALF, _GIVEN = "half_signed_in", "second_factor_given"
_FOR_PROGRAMS = "/api/"
_BACKEND = "django.contrib.auth.backends.ModelBackend"
ALLOWED_BEFORE = {
    *("password", "sign-out", "stay", "accessibility", "legal", "second-factor"),
    *("security", "security-application", "security-passkey"),
}


def come_in(request, account: User, *, way: What, then: str, given: bool = False):
    """After the password, or the provider: signed in, or led to the question of the second factor.

    `given`: the provider asked for a second factor itself.
    """
    with acting_as(account, "connexion"):
        note(account, way)
        asked = not given and has_one(account)
    if not asked:
        return finish(request, account, then=then, given=given)
    request.session.cycle_key()
    request.session[_HALF] = {
        "account": account.pk,
        "hash": account.get_session_auth_hash(),
        "since": int(time.time()),
        "then": then,
    }
    return redirect("second-factor")


def finish(request, account: User, *, then: str, given: bool):
    request.session.pop(_HALF, None)
    login(request, account, backend=_BACKEND)
    if given:
        mark_given(request)
    return HttpResponseRedirect(then)  # not `redirect`: a word alone would be taken for the name of a route


def half_signed_in(request) -> tuple[User, str] | None:
    """The account that gave its password less than ten minutes ago, and where it goes next."""
    half = request.session.get(_HALF)
    if not half or half["since"] < time.time() - HALF_LASTS:
        return None
    account = User.objects.select_related("organisation").filter(pk=half["account"], is_active=True).first()
    if not account or not constant_time_compare(half["hash"], account.get_session_auth_hash()):
        return None
    return account, half["then"]


def mark_given(request) -> None:
    request.session[_GIVEN] = int(time.time())


def was_given(request) -> bool:
    """In this session, however long ago."""
    return _GIVEN in request.session


def given_recently(request) -> bool:
    """Less than a quarter of an hour ago."""
    return request.session.get(_GIVEN, 0) > time.time() - RECENT


def end_other_sessions(request, password: str) -> None:
    """Whoever signed in with the password alone, before there was a second factor, is out.

    Sessions hold to the stored password: stored anew, it is the same one and they end.
    """
    account = request.user
    account.set_password(password) if account.has_usable_password() else account.set_unusable_password()
    account.save(update_fields=["password"])
    update_session_auth_hash(request, account)


class SecondFactorMiddleware:
    """An account whose role requires a second factor gives it, or adds one, before anything else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        # A program shows a token: its account had to come through here to make it.
        if not user.is_authenticated or request.path.startswith(_FOR_PROGRAMS) or not required_of(user):
            return None
        if was_given(request) or user.password_is_provisional or request.resolver_match.view_name in ALLOWED_BEFORE:
            return None
        return redirect(reverse("second-factor" if has_one(user) else "security"))
