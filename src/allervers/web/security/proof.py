"""Asking for the second factor: at sign-in, and again before what would harm if somebody else did it."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, generate_challenge

from allervers.domain.credentials import passkeys
from allervers.domain.credentials.second_factor import has_one
from allervers.domain.organisations.context import acting_as
from allervers.fictitious.accounts import demo_code

from .forms import ProofForm
from .session import finish, given_recently, half_signed_in, mark_given

_CHALLENGE = "passkey_challenge"
_PREFIX = "preuve"


def site_of(request) -> passkeys.Site:
    return passkeys.Site(f"{request.scheme}://{request.get_host()}")


def new_challenge(request) -> bytes:
    challenge = generate_challenge()
    request.session[_CHALLENGE] = bytes_to_base64url(challenge)
    return challenge


def take_challenge(request) -> bytes:
    """It serves once; without one, nothing that a browser answers is right."""
    kept = request.session.pop(_CHALLENGE, None)
    return base64url_to_bytes(kept) if kept else generate_challenge()


def _form(request, account) -> ProofForm:
    answered = request.POST if f"{_PREFIX}-code" in request.POST else None
    return ProofForm(
        answered, account=account, site=site_of(request), challenge=take_challenge(request), prefix=_PREFIX
    )


def _context(request, account, form) -> dict:
    site = site_of(request)
    with_passkey = site.has_a_name and passkeys.passkeys_of(account).exists()
    return {
        "form": form,
        "passkey_options": passkeys.options_to_prove(account, site, new_challenge(request)) if with_passkey else None,
        "demo_code": demo_code(account),
    }


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request):
    """After the password; or in the midst of a session that began without it, when a role requires it now."""
    if request.user.is_authenticated:
        account, then = request.user, "home"
    elif half := half_signed_in(request):
        account, then = half
    else:
        return redirect("sign-in")
    with acting_as(account, "second facteur"):
        if not has_one(account):
            return redirect("home")
        form = _form(request, account)
        if not form.is_bound or not form.is_valid():
            context = _context(request, account, form) | {"on_sign_in_page": True}
            return render(request, "security/second_factor.html", context)
    if request.user.is_authenticated:
        mark_given(request)
        return redirect(then)
    return finish(request, account, then=then, given=True)


def asked_again(view):
    """A change sent by an account that has a second factor waits until it was given less than a quarter of an hour
    ago. What was typed goes along with the question: nothing is lost."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method != "POST" or given_recently(request) or not has_one(request.user):
            return view(request, *args, **kwargs)
        form = _form(request, request.user)
        if form.is_bound and form.is_valid():
            mark_given(request)
            return view(request, *args, **kwargs)
        ours = {"csrfmiddlewaretoken", f"{_PREFIX}-code", f"{_PREFIX}-passkey"}
        kept = [(name, value) for name, values in request.POST.lists() if name not in ours for value in values]
        return render(request, "security/again.html", _context(request, request.user, form) | {"kept": kept})

    return guarded
