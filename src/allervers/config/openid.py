"""The identity provider that the environment names, if any (docs/deployment.md)."""

import os
from urllib.parse import urlsplit

from allervers.config.local import Unusable

_LOCAL = {"localhost", "127.0.0.1", "::1"}


def from_environment() -> dict[str, str] | None:
    """Issuer, client_id, client_secret and name; None when no issuer is named. Raises Unusable for half of it."""
    given = {name: os.environ.get(f"ALLERVERS_OIDC_{name.upper()}", "").strip() for name in _NAMES}
    if not any(given.values()):
        return None
    if missing := [f"ALLERVERS_OIDC_{name.upper()}" for name in _NAMES[:3] if not given[name]]:
        raise Unusable(f"Fournisseur d'identité : il manque {' et '.join(missing)}.")
    address = urlsplit(given["issuer"])
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in _LOCAL):
        raise Unusable("Fournisseur d'identité : ALLERVERS_OIDC_ISSUER doit commencer par https://.")
    return given | {"issuer": given["issuer"].rstrip("/"), "name": given["name"] or "ProConnect"}


_NAMES = ("issuer", "client_id", "client_secret", "name")
