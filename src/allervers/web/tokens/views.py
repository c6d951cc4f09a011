"""Making a token, seeing what it was made for, ending it."""

import uuid

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from allervers.domain.organisations import tokens
from allervers.domain.organisations.models import AccessToken
from allervers.domain.organisations.roles import Permission
from allervers.domain.pieces.refusals import Refused
from allervers.law.counting import add_months
from allervers.web.access import requires
from allervers.web.careful import Careful
from allervers.web.security.proof import asked_again
from allervers.web.templatetags.design import day

MONTHS = {1: "Un mois", 3: "Trois mois", 6: "Six mois", 12: "Un an"}


class TokenForm(Careful, forms.Form):
    """What the token is for, and for how long."""

    purpose = forms.CharField(
        label="À quoi servira ce jeton ?",
        help_text="Par exemple : tableau de bord mensuel du service statistique.",
        max_length=100,
        error_messages={"required": "Écrivez quel programme s’en servira : vous saurez plus tard lequel révoquer."},
    )
    months = forms.TypedChoiceField(
        label="Pour combien de temps ?",
        choices=list(MONTHS.items()),
        initial=3,
        coerce=int,
        widget=forms.RadioSelect({"class": "in-columns"}),
        error_messages={"required": "Choisissez une durée.", "invalid_choice": "Choisissez une durée de la liste."},
    )


@requires(Permission.USE_API)
@require_http_methods(["GET", "HEAD", "POST"])
@asked_again
def own(request):
    """The list and the form; once made, the text of the token, shown this once."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        expires_on = add_months(timezone.localdate(), form.cleaned_data["months"])
        try:
            token, text = tokens.create_token(request.user, purpose=form.cleaned_data["purpose"], expires_on=expires_on)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return render(request, "tokens/made.html", {"token": token, "text": text})
    context = {"form": form, "tokens": [_shown(token) for token in tokens.tokens_of(request.user)]}
    return render(request, "tokens/own.html", context)


def _shown(token) -> dict:
    if token.revoked_at:
        state = f"Révoqué le {day(timezone.localdate(token.revoked_at))}"
    elif token.expires_on < timezone.localdate():
        state = f"Expiré, valait jusqu’au {day(token.expires_on)}"
    else:
        state = f"Valable jusqu’au {day(token.expires_on)}"
    return {"token": token, "state": state, "usable": state.startswith("Valable")}


def _own(request, token_id: uuid.UUID) -> AccessToken:
    return get_object_or_404(tokens.tokens_of(request.user), pk=token_id)


@requires(Permission.USE_API, of=_own)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request, token: AccessToken):
    """End one of one's own tokens; the address alone leads back to the list."""
    if request.method == "POST":
        tokens.revoke(token)
        messages.success(request, f"Le jeton « {token.purpose} » est révoqué : il n’ouvre plus rien.")
    return redirect("tokens:own")
