"""Accounts, and what was done to them."""

from allervers.domain.organisations.roles import Permission

from ..navigation import RUNNING, Screen, Search, register

register(
    Screen(
        Permission.MANAGE_ACCOUNTS,
        "Comptes",
        "administrator:accounts",
        place=140,
        group=RUNNING,
        search=Search("Chercher un compte", "q"),
    ),
    Screen(Permission.SEE_ACCOUNT_CHANGES, "Changements de comptes", "administrator:changes", place=150, group=RUNNING),
)
