"""What the server writes down about its work: never a name, a number, an address typed or a value.

A line holds the route's pattern, not the address: an address may hold a search or an identifier. A failure is
told by its place in the code and its kind, not by its message, in which databases like to quote the row.
"""

import logging
import time
import traceback

from django.http import HttpRequest, HttpResponseBase

log = logging.getLogger("allervers.requests")


def route(request: HttpRequest) -> str:
    """The pattern that answered, such as ``/dossiers/<uuid:pk>/``."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "(no route)"


class RequestLogMiddleware:
    """One line per request: method, route, status, duration."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        start = time.perf_counter()
        response = self.get_response(request)
        milliseconds = (time.perf_counter() - start) * 1000
        log.info("%s %s %s %.0f ms", request.method, route(request), response.status_code, milliseconds)
        return response


class RouteFilter(logging.Filter):
    """Django's own records about a request name its path: put the route in its place."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            record.msg, record.args = "%s %s", (getattr(record, "status_code", ""), route(request))
        if record.name.startswith("django.security."):
            # A false host, a body of ten thousand fields: somebody else's doing, told by the logger's name in one line.
            record.exc_info, record.levelno, record.levelname = None, logging.WARNING, "WARNING"
        return True


class PlacesFormatter(logging.Formatter):
    """Writes where an exception passed and its kind, causes first; no message, no local variable."""

    def formatException(self, exc_info) -> str:
        return "\n".join(_places(exc_info[1]))


def _places(error: BaseException) -> list[str]:
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [*_places(earlier), "then:"] if earlier else []
    lines += [
        f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    # PostgreSQL names the constraint apart from the values that break it.
    constraint = getattr(getattr(error, "diag", None), "constraint_name", None)
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return [*lines, f"{kind} ({constraint})" if constraint else kind]
