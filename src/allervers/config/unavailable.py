"""When the database cannot work for want of room, of rights or of a server: 503 and its reason, not a fault of ours.

A failed request is told in one line of the journal, by the route; a fault of ours keeps its places in the code.
"""

import logging
import sys
import time
from collections.abc import Iterator

import psycopg
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.defaults import bad_request

from allervers.config.journal import route

log = logging.getLogger("allervers.requests")
REMEMBERED = 60  # seconds
RETRY_AFTER = 30  # seconds
FULL, READ_ONLY, UNREACHABLE = "full", "read-only", "unreachable"
# https://www.postgresql.org/docs/current/errcodes-appendix.html
STATES = {"53100": FULL, "25006": READ_ONLY}
_last: tuple[float, str] = (float("-inf"), "")


def answer(request: HttpRequest) -> HttpResponse:
    """What is answered to a request that ended in an exception (Django's ``handler500``)."""
    reason = reason_of(sys.exc_info()[1])
    if reason:
        return _unavailable(request, reason)
    return HttpResponse(render_to_string("500.html", _typed(request)), status=500)


def answer_to_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's ``handler400``. A session that could not be written passes for one that was deleted, the
    sender's mistake: the reason underneath is looked for. What is too long to be read is told as such."""
    if reason := reason_of(exception):
        return _unavailable(request, reason)
    if isinstance(exception, RequestDataTooBig):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2
        return HttpResponse(render_to_string("413.html", {"megabytes": most}), status=413)
    return bad_request(request, exception)


def _unavailable(request: HttpRequest, reason: str) -> HttpResponse:
    _remember(reason)
    log.error("%s %s 503 database %s", request.method, route(request), reason)
    if request.path.startswith("/api/"):
        response = JsonResponse({"detail": "La base de données ne peut pas répondre pour l'instant."}, status=503)
    else:
        response = HttpResponse(render_to_string("503.html", _typed(request)), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response._has_been_logged = True
    return response


def _typed(request: HttpRequest) -> dict:
    """What the author of a form had typed, which the answer gives back (`web.public.kept` says whose form it is)."""
    texts_of = getattr(request, "typed_texts", None)
    return {"texts": texts_of() if texts_of else []}


def reason_of(error: BaseException | None) -> str:
    """Why the database could not work; empty when it could, and the fault is elsewhere."""
    for one in _causes(error):
        if isinstance(one, psycopg.OperationalError | psycopg.InterfaceError | psycopg.errors.ReadOnlySqlTransaction):
            state = one.sqlstate
            if state in STATES:
                return STATES[state]
            # No state: the connection broke; 08 and 57P: the server closed it; 53: it has no more to give.
            if state is None or state.startswith(("08", "57P", "53")):
                return UNREACHABLE
    return ""


def lately() -> str:
    """FULL or READ_ONLY when this process met it within the last minute, else empty."""
    when, reason = _last
    return reason if time.monotonic() - when < REMEMBERED else ""


def _remember(reason: str) -> None:
    global _last
    if reason in STATES.values():
        _last = (time.monotonic(), reason)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
