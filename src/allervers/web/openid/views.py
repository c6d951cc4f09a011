"""Signing in by the identity provider, linking an account to it the first time, signing out of both."""

import time

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.credentials import identities
from allervers.domain.credentials.events import What, note
from allervers.domain.organisations.context import acting_as, because
from allervers.domain.organisations.models import User
from allervers.domain.pieces.refusals import Refused
from allervers.web.careful import KEPT_TEXT, Careful
from allervers.web.security.session import come_in

from . import provider
from .provider import Identity, ProviderError

LASTS = 10 * 60
# In the session: the way there, somebody whose account is not known yet, the token that signs out, the way out.
_AWAY, _UNKNOWN, _TOKEN, _OUT = "openid_away", "openid_unknown", "openid_token", "openid_out"
EXPIRED = "Cette demande de connexion a expiré ou a déjà servi. Recommencez depuis cette page."


def _only_if_set() -> None:
    if not settings.OPENID:
        raise Http404


def _failed(request, error: ProviderError):
    status = 502 if isinstance(error, provider.Unreachable) else 400
    return render(request, "openid/failed.html", {"sentence": str(error), "on_sign_in_page": True}, status=status)


def _address(request, route: str) -> str:
    return request.build_absolute_uri(reverse(route))


@login_not_required
@require_safe
def begin(request):
    """Off to the provider."""
    _only_if_set()
    then = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(then, {request.get_host()}, require_https=request.is_secure()):
        then = resolve_url(settings.LOGIN_REDIRECT_URL)
    try:
        address, kept = provider.leave_for(_address(request, "openid-back"))
    except ProviderError as error:
        return _failed(request, error)
    request.session[_AWAY] = kept | {"since": int(time.time()), "then": then}
    return redirect(address)


def _kept(request, name: str) -> dict | None:
    """What was kept less than ten minutes ago; it serves once."""
    kept = request.session.pop(name, None)
    return kept if kept and kept["since"] > time.time() - LASTS else None


@login_not_required
@require_safe
def back(request):
    """What the provider answers: an account that is linked comes in; another is asked for its invitation."""
    _only_if_set()
    kept = _kept(request, _AWAY)
    if not kept or not constant_time_compare(request.GET.get("state", ""), kept["state"]):
        return _failed(request, ProviderError(EXPIRED))
    # RFC 9207: who answers says its name, when it does.
    if "error" in request.GET or request.GET.get("iss", settings.OPENID["issuer"]) != settings.OPENID["issuer"]:
        sentence = f"{settings.OPENID['name']} ne vous a pas connecté. Recommencez, ou utilisez votre mot de passe."
        return _failed(request, ProviderError(sentence))
    try:
        identity = provider.come_back(
            code=request.GET.get("code", ""), redirect_uri=_address(request, "openid-back"), kept=kept
        )
    except ProviderError as error:
        return _failed(request, error)
    if account := identities.account_of(identity.issuer, identity.subject):
        return _come_in(request, account, identity, then=kept["then"])
    request.session[_UNKNOWN] = vars(identity) | {"since": int(time.time()), "then": kept["then"]}
    return redirect("openid-link")


def _come_in(request, account: User, identity: Identity, *, then: str):
    way = What.PROVIDER_TWO if identity.second_factor else What.PROVIDER
    # Whoever was signed in here before is not whoever comes in now.
    if request.user.is_authenticated:
        request.session.flush()
    if KEPT_TEXT in request.session:
        then = reverse("resume")
    response = come_in(request, account, way=way, then=then, given=identity.second_factor)
    request.session[_TOKEN] = identity.id_token
    return response


class InvitationForm(Careful, forms.Form):
    code = forms.CharField(
        label="Code d’invitation",
        help_text="Seize lettres et chiffres, donnés par la personne qui gère les comptes dans votre organisme.",
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "class": "width-medium", "autocapitalize": "none"}),
        error_messages={"required": "Donnez le code d’invitation."},
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request):
    """Somebody whom the provider knows and we do not: the code of an administrator says which account is theirs."""
    _only_if_set()
    kept = request.session.get(_UNKNOWN)
    if not kept or kept["since"] < time.time() - LASTS:
        return redirect("sign-in")
    form = InvitationForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            account = identities.link(form.cleaned_data["code"], issuer=kept["issuer"], subject=kept["subject"])
        except Refused as error:
            form.add_error("code", str(error))
        else:
            del request.session[_UNKNOWN]
            identity = Identity(**{name: kept[name] for name in Identity.__dataclass_fields__})
            _forget_first_password(account)
            messages.success(request, f"Votre compte est relié à {settings.OPENID['name']}.")
            return _come_in(request, account, identity, then=kept["then"])
    return render(request, "openid/link.html", {"form": form, "full_name": kept["full_name"], "on_sign_in_page": True})


def _forget_first_password(account: User) -> None:
    """A password that an administrator made, and knows, serves no more once there is another way in."""
    with acting_as(account, "compte relié au fournisseur d’identité"):
        note(account, What.LINKED)
        if account.password_is_provisional:
            because("premier mot de passe retiré : compte relié au fournisseur d’identité")
            account.set_unusable_password()
            account.password_is_provisional = False
            account.save(update_fields=["password", "password_is_provisional"])


def way_out(request) -> str | None:
    """Asked before the session ends: the token by which the provider's session can be ended too."""
    return request.session.get(_TOKEN) if settings.OPENID else None


def sign_out_there(request, id_token: str):
    """Once signed out here: a page that leads on to the provider, or None when there is nothing to end there.

    A page and not a redirection: what answers a form may not lead to another site (`form-action`).
    """
    found = provider.leave_for_good(id_token, redirect_uri=_address(request, "openid-out"))
    if not found:
        return None
    address, request.session[_OUT] = found
    return render(request, "openid/out.html", {"address": address, "on_sign_in_page": True})


@login_not_required
@require_safe
def out(request):
    """Back from the provider, whose session is ended."""
    _only_if_set()
    expected = request.session.pop(_OUT, None)
    if expected and constant_time_compare(request.GET.get("state", ""), expected):
        messages.success(request, f"Vous êtes déconnecté d’Allervers et de {settings.OPENID['name']}.")
    return redirect("sign-in")
