"""What is asked of the identity provider, and what of its answers is believed: OpenID Connect as ProConnect speaks it.

Authorization code with state, nonce and PKCE; the ID token and the userinfo are both JWT signed in RS256 by a key that
the issuer publishes. Nothing else is believed: no other algorithm, no userinfo in plain JSON, no e-mail address as a
name. `ProviderError` holds a French sentence.
"""

import json
import logging
import secrets
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from django.conf import settings
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

SCOPES = "openid given_name usual_name email uid siret idp_id"
# `amr` (how the person was authenticated) is told only to who asks.
CLAIMS = json.dumps({"id_token": {"amr": {"essential": True}}})
WAIT = (3, 5)  # seconds to connect, then between two bytes
# Seconds that the provider's description serves: one that is down is known to be before anybody is sent there.
KEPT = 60
KEYS_ASKED_EVERY = 60  # seconds at least: a forged token must not make us ask the provider at each try
LEEWAY = 60  # seconds between its clock and ours

logger = logging.getLogger(__name__)


class ProviderError(Exception):
    """The sign-in did not happen; the message is a French sentence for the screen."""


class Unreachable(ProviderError):
    """The provider does not answer, or not as a provider does."""

    def __init__(self):
        super().__init__(
            f"{settings.OPENID['name']} ne répond pas en ce moment. Réessayez dans quelques minutes, ou connectez-vous "
            "avec votre identifiant et votre mot de passe."
        )


REFUSED = "La réponse de {name} n’a pas pu être vérifiée : vous n’êtes pas connecté. Recommencez depuis cette page."


def refused(why: str) -> ProviderError:
    """`why` goes to the journal: it names what was wrong, never a value."""
    logger.warning("openid: refused: %s", why)
    return ProviderError(REFUSED.format(name=settings.OPENID["name"]))


@dataclass(frozen=True)
class Identity:
    """Somebody whom the provider has just authenticated. `second_factor`: it asked for one itself."""

    issuer: str
    subject: str
    second_factor: bool
    id_token: str
    full_name: str


# --- What the provider says of itself ----------------------------------------------------------------------------


class _Description:
    """Its addresses and its keys, asked once a minute, and its keys again when a token names one that is not known."""

    def __init__(self):
        self.lock = threading.Lock()
        self.issuer, self.since, self.keys_since = None, 0.0, 0.0
        self.addresses, self.keys = {}, None

    def read(self) -> dict:
        issuer = settings.OPENID["issuer"]
        with self.lock:
            if self.issuer != issuer or self.since < time.monotonic() - KEPT:
                found = _json(f"{issuer}/.well-known/openid-configuration")
                names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
                if found.get("issuer") != issuer or not all(_is_safe(found.get(name)) for name in names):
                    logger.error("openid: the description of the provider is not that of the issuer of the settings")
                    raise Unreachable
                self.addresses, self.keys = found, None
                self.issuer, self.since = issuer, time.monotonic()
            return self.addresses

    def keys_for(self, kid: str | None) -> KeySet:
        addresses = self.read()
        with self.lock:
            known = self.keys and any(key.kid == kid for key in self.keys.keys)
            if not known and (not self.keys or self.keys_since < time.monotonic() - KEYS_ASKED_EVERY):
                try:
                    published = _json(addresses["jwks_uri"])["keys"]
                    self.keys = KeySet.import_key_set({"keys": [key for key in published if key.get("kty") == "RSA"]})
                except (JoseError, KeyError, TypeError, AttributeError, ValueError) as error:
                    raise Unreachable from error
                self.keys_since = time.monotonic()
            return self.keys

    def forget(self) -> None:
        self.__init__()


description = _Description()


def _is_safe(address) -> bool:
    """As closed as the issuer of the settings, which is HTTPS but on this machine itself."""
    return isinstance(address, str) and address.startswith(settings.OPENID["issuer"].split("://")[0] + "://")


def _json(address: str) -> dict:
    try:
        answer = requests.get(address, timeout=WAIT, allow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise Unreachable from error
    if not isinstance(found, dict):
        raise Unreachable
    return found


# --- Going there and coming back ---------------------------------------------------------------------------------


def _session(redirect_uri: str) -> OAuth2Session:
    return OAuth2Session(
        settings.OPENID["client_id"],
        settings.OPENID["client_secret"],
        token_endpoint_auth_method="client_secret_post",
        scope=SCOPES,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        default_timeout=WAIT,
    )


def leave_for(redirect_uri: str) -> tuple[str, dict[str, str]]:
    """The address to go to, and what this session must keep to recognise the answer."""
    kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    address, _ = _session(redirect_uri).create_authorization_url(
        description.read()["authorization_endpoint"],
        state=kept["state"],
        code_verifier=kept["verifier"],
        nonce=kept["nonce"],
        claims=CLAIMS,
    )
    return address, kept


def come_back(*, code: str, redirect_uri: str, kept: dict[str, str]) -> Identity:
    """Who the code stands for, everything verified; the state was compared by the caller."""
    addresses = description.read()
    try:
        with _session(redirect_uri) as session:
            given = session.fetch_token(addresses["token_endpoint"], code=code, code_verifier=kept["verifier"])
            id_token, access_token = given["id_token"], given["access_token"]
    except AuthlibBaseError as error:
        raise refused("the code was not accepted") from error
    except requests.RequestException as error:
        raise Unreachable from error
    except (KeyError, TypeError, ValueError) as error:
        raise refused("the answer to the code is none") from error
    claims = _claims(id_token, "ID token", nonce={"essential": True, "value": kept["nonce"]}, exp={"essential": True})
    about = _claims(_userinfo(addresses["userinfo_endpoint"], access_token), "userinfo")
    if about["sub"] != claims["sub"]:
        raise refused("the userinfo is of somebody else")
    amr = claims.get("amr")
    names = (about.get("given_name"), about.get("usual_name"))
    return Identity(
        issuer=claims["iss"],
        subject=claims["sub"],
        second_factor=isinstance(amr, list) and "mfa" in amr,
        id_token=id_token,
        full_name=" ".join(name for name in names if isinstance(name, str))[:150],
    )


def _userinfo(address: str, access_token: str) -> str:
    try:
        answer = requests.get(
            address, headers={"Authorization": f"Bearer {access_token}"}, timeout=WAIT, allow_redirects=False
        )
        answer.raise_for_status()
    except requests.RequestException as error:
        raise Unreachable from error
    if answer.headers.get("Content-Type", "").split(";")[0].strip().lower() != "application/jwt":
        raise refused("the userinfo is not signed")
    return answer.text.strip()


def _claims(token, what: str, **more) -> dict:
    """What a token says, once its signature, its issuer, its audience and its times are right."""
    try:
        kid = jws.extract_compact(token.encode()).headers().get("kid")
        claims = jwt.decode(token, description.keys_for(kid), algorithms=["RS256"]).claims
        jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": settings.OPENID["issuer"]},
            aud={"essential": True, "value": settings.OPENID["client_id"]},
            sub={"essential": True},
            **more,
        ).validate(claims)
    except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise refused(f"{what}: {type(error).__name__}") from error
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if several and claims.get("azp") != settings.OPENID["client_id"]:
        raise refused(f"{what}: made for another service")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise refused(f"{what}: no subject")
    return claims


def leave_for_good(id_token: str, *, redirect_uri: str) -> tuple[str, str] | None:
    """The address that ends the provider's own session, and the state it comes back with; None when it has none."""
    try:
        address = description.read().get("end_session_endpoint")
    except Unreachable:
        return None
    if not _is_safe(address):
        return None
    state = secrets.token_urlsafe(32)
    asked = {"id_token_hint": id_token, "state": state, "post_logout_redirect_uri": redirect_uri}
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}", state
