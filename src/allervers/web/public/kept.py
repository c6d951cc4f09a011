"""Nothing typed is lost when the session has ended: the text goes along with the sign-in page, sealed.

A form of casework says who fills it in (`design/typed_by.html`, a signed account number). When it is sent and nobody
is signed in any more, the sign-in page carries the whole of it in a hidden field, encrypted; whoever signs in gets the
form back as it was, and nothing is written before they send it themselves. The server keeps nothing of it before
somebody signs in: between the password and the form, the session holds the sealed text. Who leaves for the identity
provider leaves no page behind: the session of that browser holds it meanwhile.

What could go wrong, and what keeps it from doing so: somebody else signs in at the same desk (the seal names the
account; it opens for no other); another site sends a form (only a page of ours has its text sealed, and what was sealed
is shown, never saved); an old page is found again (the seal lasts twelve hours); a huge text (2 MB at most: beyond, the
page says so); a file that was joined (no browser gives it back: the text comes alone).
"""

import base64
import json
import zlib
from functools import cache
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.csrf import csrf_failure as page_expired
from django.views.decorators.http import require_safe

from allervers.web.careful import KEPT_TEXT as FIELD
from allervers.web.careful import RESUMED

LASTS = 12 * 3600  # seconds
LONGEST = 2_000_000  # bytes of all that was typed; sealed, it still fits twice in what the server reads of a form
SHOWN_AT_MOST = 5  # texts; the others are short, or made up
TYPED_BY = "typed_by"
# The answer to the question of the second factor, where that is what was asked last (`web.security.proof`), is no text.
_OURS = {"csrfmiddlewaretoken", TYPED_BY, RESUMED, "preuve-code", "preuve-passkey"}
_SALT = "allervers.web.public.kept"
NOT_YOURS = (
    "Ce qui était écrit sur cette page l’a été avec un autre compte, ou il y a trop longtemps : il n’est pas montré."
)


class TooLong(Exception):
    """More was typed than is sealed."""


def typed_by(account) -> str:
    """What a form carries of who fills it in."""
    return signing.dumps(account.pk, salt=_SALT)


def _author(request: HttpRequest) -> int | None:
    try:
        return signing.loads(request.POST.get(TYPED_BY, ""), salt=_SALT, max_age=7 * 24 * 3600)
    except signing.BadSignature:
        return None


def _is_from_here(request: HttpRequest) -> bool:
    """The page that sent it is ours: browsers say so themselves, also without cookies."""
    said = urlsplit(request.headers.get("Origin") or request.headers.get("Referer") or "")
    return f"{said.scheme}://{said.netloc}" == f"{request.scheme}://{request.get_host()}"


@cache
def _cipher() -> Fernet:
    key = salted_hmac(_SALT, "seal", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal(request: HttpRequest) -> str:
    """The form that was sent, encrypted with its address and its author; empty if it is none of ours.

    Raises `TooLong`.
    """
    author = _author(request)
    if author is None or not _is_from_here(request):
        return ""
    fields = [(name, values) for name, values in request.POST.lists() if name not in _OURS]
    text = json.dumps([author, request.get_full_path(), fields], ensure_ascii=False).encode("utf-8", "replace")
    if len(text) > LONGEST:
        raise TooLong
    return _cipher().encrypt(zlib.compress(text)).decode()


def texts_of(request: HttpRequest) -> list[str]:
    """What was typed into a form of ours, the longest first, for the page that says it could not be kept; empty for a
    form that another page made up. Short answers are typed again in a moment."""
    if _author(request) is None or not _is_from_here(request):
        return []
    typed = [value for name, values in request.POST.lists() if name not in _OURS for value in values]
    return sorted((text for text in typed if len(text) >= 20 and " " in text), key=len, reverse=True)[:SHOWN_AT_MOST]


def too_long(request: HttpRequest) -> HttpResponse:
    """Refused in a sentence, with the text to copy: browsers keep nothing of our pages, so one page back it is gone."""
    return render(request, "413.html", {"texts": texts_of(request)}, status=413)


def _unsealed(sealed: str) -> bytes | None:
    """None for what is none of our seals, or too old."""
    try:
        return _cipher().decrypt(sealed.encode(), ttl=LASTS)
    except InvalidToken:
        return None


def opened(sealed: str, account) -> tuple[str, list[tuple[str, list[str]]]] | None:
    """Address and fields of a sealed form, for the account that filled it in; None for anybody else, or too late."""
    text = _unsealed(sealed)
    if text is None:
        return None
    author, address, fields = json.loads(zlib.decompress(text))
    return (address, fields) if author == account.pk else None


def sealed_in(request: HttpRequest) -> str:
    """What the page carried, or what waited in the session for somebody who left for the identity provider."""
    carried = request.POST.get(FIELD, "")
    # A request that was refused before anybody was looked for has no session.
    return carried or getattr(request, "session", {}).get(FIELD, "")


def hold(request: HttpRequest) -> None:
    """Keep in the session what the page carried, until somebody comes back from the identity provider."""
    sealed = request.POST.get(FIELD, "")
    if _unsealed(sealed):
        request.session[FIELD] = sealed


def keep_for(request: HttpRequest) -> str | None:
    """Somebody signs in: where they find the text again; None when there is none."""
    sealed = sealed_in(request)
    if not sealed:
        return None
    request.session[FIELD] = sealed
    return reverse("resume")


@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """The text is there: one button leads to its form, filled in."""
    sealed = request.session.get(FIELD, "")
    if found := opened(sealed, request.user):
        return _found_again(request, *found)
    if sealed:
        del request.session[FIELD]
        messages.warning(request, NOT_YOURS)
    return redirect("home")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Somebody signed in anew in another tab: the form that was open is still theirs, and comes back filled in."""
    if request.user.is_authenticated and _author(request) == request.user.pk:
        try:
            sealed = seal(request)
        except TooLong:
            return too_long(request)
        if sealed:
            return _found_again(request, *opened(sealed, request.user))
    return page_expired(request, reason)


def _found_again(request: HttpRequest, address: str, fields: list[tuple[str, list[str]]]) -> HttpResponse:
    context = {
        "address": address,
        "fields": [(name, value) for name, values in fields for value in values],
        "resumed": RESUMED,
    }
    return render(request, "public/resume.html", context)
