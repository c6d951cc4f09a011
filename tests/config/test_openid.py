"""Half a provider, or one that is not reached by HTTPS, is refused in one line before anything starts."""

import pytest

from allervers.config.local import Unusable
from allervers.config.openid import from_environment

WHOLE = {"ISSUER": "https://fournisseur.example.org/api/v2/", "CLIENT_ID": "a", "CLIENT_SECRET": "b"}


def test_without_any_setting_there_is_none():
    assert from_environment() is None


def test_the_name_is_that_of_proconnect_unless_said_otherwise(monkeypatch):
    for name, value in WHOLE.items():
        monkeypatch.setenv(f"ALLERVERS_OIDC_{name}", value)
    assert from_environment() == {
        "issuer": "https://fournisseur.example.org/api/v2",
        "client_id": "a",
        "client_secret": "b",
        "name": "ProConnect",
    }


@pytest.mark.parametrize("left_out", WHOLE)
def test_half_of_it_says_what_is_missing(monkeypatch, left_out):
    for name, value in WHOLE.items():
        if name != left_out:
            monkeypatch.setenv(f"ALLERVERS_OIDC_{name}", value)
    with pytest.raises(Unusable, match=f"ALLERVERS_OIDC_{left_out}"):
        from_environment()


@pytest.mark.parametrize("address", ["http://fournisseur.example.org", "fournisseur.example.org", "ftp://127.0.0.1"])
def test_it_is_reached_by_https(monkeypatch, address):
    for name, value in (WHOLE | {"ISSUER": address}).items():
        monkeypatch.setenv(f"ALLERVERS_OIDC_{name}", value)
    with pytest.raises(Unusable, match="https://"):
        from_environment()
