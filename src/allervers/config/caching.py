"""What browsers may keep of a page: nothing. At a desk, the next person presses "back"."""

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
