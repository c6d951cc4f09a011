"""Plain HTTP under a public name is sent to HTTPS; the machine's own names are not."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.security import SecurityMiddleware


class HttpsMiddleware(SecurityMiddleware):
    """Django's own, but that `http://127.0.0.1:8000/…` is answered where that name is allowed.

    Whoever asks from the machine itself (a probe, whoever repairs the proxy) would be sent to an HTTPS that nobody
    serves there. Health is answered before this point, under any name (`config.health`).
    """

    def process_request(self, request: HttpRequest) -> HttpResponseBase | None:
        host = request.get_host()
        name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
        return None if name in settings.LOCAL_HOSTS else super().process_request(request)
