"""An account with a second factor, and the codes that its application would show."""

import time

import pyotp

from allervers.domain.credentials import second_factor
from allervers.domain.credentials.models import Application
from allervers.domain.organisations.context import acting_as

PASSWORD = "un-mot-de-passe-fictif"


def code_of(secret: str, *, steps_later: int = 0) -> str:
    """What the application shows now, or half-minutes later."""
    return pyotp.TOTP(secret).generate_otp(int(time.time()) // 30 + steps_later)


def with_application(account) -> tuple[str, list[str]]:
    """The secret of the application that the account gets, none of whose codes has served; and its recovery codes."""
    secret = second_factor.new_secret()
    with acting_as(account, "test"):
        second_factor.add_application(account, secret=secret, code=code_of(secret))
        Application.objects.filter(account=account).update(last_step=0)
        return secret, second_factor.make_recovery_codes(account)


def give_password(client, account, **more):
    return client.post("/connexion/", {"username": account.username, "password": PASSWORD, **more})


def give(client, code: str):
    return client.post("/connexion/second-facteur/", {"preuve-code": code, "preuve-passkey": ""})


def is_signed_in(client) -> bool:
    return client.get("/securite/").status_code == 200
