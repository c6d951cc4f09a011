"""What is done with a form that is sent after the session has ended."""

from functools import partial

from django.http import HttpRequest, HttpResponse

from allervers.web.careful import KEPT_TEXT, RESUMED

from .kept import TYPED_BY, TooLong, seal, texts_of, too_long
from .views import SignIn


class KeepTypedMiddleware:
    """A form that is sent when nobody is signed in leads to the sign-in page with its text.

    Before the check of forgery, which would refuse a browser that has lost its cookies: nothing is written here.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if request.method != "POST" or TYPED_BY not in request.POST:
            return None
        # Should the form end in a failure, its page gives back what was typed (`config.unavailable`).
        request.typed_texts = partial(texts_of, request)
        if request.user.is_authenticated:
            if RESUMED in request.POST:
                request.session.pop(KEPT_TEXT, None)
            return None
        try:
            sealed = seal(request)
        except TooLong:
            return too_long(request)
        return SignIn.keeping(request, sealed) if sealed else None
