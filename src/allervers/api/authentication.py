"""Who a program speaks for: the account of the token that it shows, and never that of a session."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from allervers.domain.organisations.tokens import account_of

ADDRESSES = "/api/"


class TokenMiddleware:
    """Puts the account of the token in place of whoever is signed in, before the request's transaction is opened
    on its behalf; what is asked for outside the API knows of no token."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(ADDRESSES):
            request.user = account_of(_shown(request)) or AnonymousUser()
        return self.get_response(request)


def _shown(request: HttpRequest) -> str:
    words = get_authorization_header(request).split()
    return words[1].decode("latin-1") if len(words) == 2 and words[0].lower() == b"bearer" else ""


class ByToken(BaseAuthentication):
    """The account found by `TokenMiddleware`; says, when there is none, that a token is expected."""

    def authenticate(self, request):
        account = request._request.user
        if account.is_authenticated:
            return account, None
        if get_authorization_header(request):
            raise AuthenticationFailed("Ce jeton n’ouvre rien : inconnu, expiré ou révoqué.")
        return None

    def authenticate_header(self, request):
        return "Bearer"


class ByTokenDescribed(OpenApiAuthenticationExtension):
    target_class = "allervers.api.authentication.ByToken"
    name = "token"

    def get_security_definition(self, auto_schema):
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "Un jeton d’accès, créé sur « Accès par programme ».",
        }
