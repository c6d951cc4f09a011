"""What browsers may keep of a page: nothing. At a desk, the next person presses "back". And what a page may use of the
machine in front of it."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control


class KeepNothingMiddleware:
    """Forbids to store a page, unless its view says otherwise. Style sheets are answered before this point."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response


# Nothing of the machine is used, but the keys of the second factor.
_UNUSED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone")
_UNUSED += ("midi", "payment", "serial", "usb", "browsing-topics")
_OURS = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join([*(f"{name}=()" for name in _UNUSED), *(f"{name}=(self)" for name in _OURS)])


class PermissionsPolicyMiddleware:
    """Says so to the browser, on every page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
