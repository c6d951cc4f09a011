"""One's own means of signing in: seen, added, taken off."""

import uuid

import segno
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.credentials import identities, passkeys
from allervers.domain.credentials import second_factor as factors
from allervers.domain.credentials.events import trail
from allervers.domain.credentials.models import Application
from allervers.domain.organisations.encryption import decrypt, encrypt
from allervers.domain.pieces.refusals import Refused

from .forms import ApplicationForm, PasskeyForm
from .proof import asked_again, new_challenge, site_of, take_challenge
from .session import end_other_sessions, mark_given

_SECRET = "application_secret"
SHOWN_EVENTS = 20


@require_safe
def own(request):
    """What there is, and how the account was used lately."""
    account = request.user
    application = Application.objects.filter(account=account).first()
    keys = list(passkeys.passkeys_of(account))
    context = {
        "application": application,
        "passkeys": keys,
        "has_one": bool(application or keys),
        "codes_left": factors.recovery_codes_left(account),
        "required": factors.required_of(account),
        "identity": identities.identity_of(account),
        "events": [
            {"date": event.at, "title": event.get_what_display(), "author": str(event.by)}
            for event in trail(account)[:SHOWN_EVENTS]
        ],
    }
    return render(request, "security/own.html", context)


def _added(request, form, first: bool, done: str):
    """After a first factor, the recovery codes; after another one, back to the page."""
    mark_given(request)
    if first:
        end_other_sessions(request, form.cleaned_data.get("password"))
        return _show_codes(request, done)
    messages.success(request, done)
    return redirect("security")


def _show_codes(request, done: str):
    codes = factors.make_recovery_codes(request.user)
    return render(request, "security/codes.html", {"codes": codes, "done": done})


@require_http_methods(["GET", "HEAD", "POST"])
@asked_again
def application(request):
    """The key as a picture and as text, then a first code. Until then nothing is added."""
    account = request.user
    first = not factors.has_one(account)
    form = ApplicationForm(request.POST or None, request=request, first=first)
    # Reloading the page shows the same key; a session is no place for it in clear.
    kept = request.session.get(_SECRET)
    secret = decrypt(kept.encode()) if kept else factors.new_secret()
    if form.is_bound and form.is_valid():
        try:
            factors.add_application(account, secret=secret, code=form.cleaned_data["code"])
        except Refused as error:
            form.add_error("code", str(error))
        else:
            request.session.pop(_SECRET, None)
            return _added(request, form, first, "L’application est ajoutée.")
    request.session[_SECRET] = encrypt(secret).decode()
    picture = segno.make(factors.address_of(secret, account), error="m")
    context = {
        "form": form,
        # Made here from letters and digits alone.
        "picture": mark_safe(picture.svg_inline(border=4, dark="#000", light="#fff", omitsize=True)),
        "key": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        "replaces": Application.objects.filter(account=account).exists(),
    }
    return render(request, "security/application.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@asked_again
def passkey(request):
    """A name, then what the browser answers."""
    account, site = request.user, site_of(request)
    first = not factors.has_one(account)
    form = PasskeyForm(request.POST or None, request=request, first=first)
    challenge = take_challenge(request)
    if form.is_bound and form.is_valid():
        try:
            passkeys.add(
                account,
                answer=form.cleaned_data["passkey"],
                name=form.cleaned_data["name"],
                site=site,
                challenge=challenge,
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return _added(request, form, first, "La clé d’accès est ajoutée.")
    options = passkeys.options_to_add(account, site, new_challenge(request)) if site.has_a_name else None
    return render(request, "security/passkey.html", {"form": form, "passkey_options": options})


@require_http_methods(["GET", "HEAD", "POST"])
@asked_again
def remove_application(request):
    """The address alone leads back to the page."""
    return _remove(request, lambda: factors.remove_application(request.user), "L’application est retirée.")


@require_http_methods(["GET", "HEAD", "POST"])
@asked_again
def remove_passkey(request, passkey_id: uuid.UUID):
    """One of one's own; the address alone leads back to the page."""
    key = get_object_or_404(passkeys.passkeys_of(request.user), pk=passkey_id)
    return _remove(request, lambda: factors.remove_passkey(request.user, key), "La clé d’accès est retirée.")


def _remove(request, remove, done: str):
    if request.method == "POST":
        try:
            remove()
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, done)
    return redirect("security")


@require_http_methods(["GET", "HEAD", "POST"])
@asked_again
def codes(request):
    """New recovery codes, shown this once; the former ones no longer serve."""
    if request.method == "POST" and factors.has_one(request.user):
        return _show_codes(request, "Vos nouveaux codes de secours")
    return redirect("security")
