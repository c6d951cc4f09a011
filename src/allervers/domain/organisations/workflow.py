"""What can happen to an account and to a partner organisation. Each is recorded with who and why.

| what              | from            | to                      | needs                                            |
|-------------------|-----------------|-------------------------|--------------------------------------------------|
| create_account    |                 | open, first password    | a role that fits the organisation                |
| give_new_password | open            | open, first password    |                                                  |
| close_account     | open            | closed                  | why                                              |
| reopen_account    | closed          | open, first password    | why                                              |
| change_role       | open            | open                    | a role that fits the organisation, why           |
| create_partner    |                 | active organisation     | a name, a category, the fund it reports to       |

Who may is checked by `permissions`. A first password is made by us, shown once and never kept in clear; its owner must
choose another before doing anything else. `AccountError` holds a French sentence.
"""

import secrets

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from .context import because
from .models import Organisation, User
from .permissions import roles_in
from .roles import Role

# Without the signs that are mistaken for each other when read aloud or copied by hand.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


class AccountError(Exception):
    """Not possible; the message is a French sentence for the screen."""


def first_password() -> str:
    """Sixteen signs in groups of four: 79 bits."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))


def _check_role(role: str, organisation: Organisation) -> None:
    if role not in roles_in(organisation):
        raise AccountError(f"Le rôle « {Role(role).label} » n'existe pas dans cet organisme.")


@transaction.atomic
def create_account(*, organisation: Organisation, role: str, username: str, **details) -> tuple[User, str]:
    """The account and its first password. `details`: first_name, last_name, email, service, phone, detector_category.

    Raises `ValidationError` by field, as forms expect it, when the account cannot be.
    """
    because("compte créé")
    _check_role(role, organisation)
    account = User(organisation=organisation, role=role, username=username, **details)
    password = _set_first_password(account)
    account.full_clean()
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError:  # somebody was faster
        raise ValidationError({"username": "Un compte porte déjà cet identifiant."}) from None
    return account, password


def _set_first_password(account: User) -> str:
    password = first_password()
    account.set_password(password)
    account.password_is_provisional = True
    return password


def _locked(account: User, *, is_active: bool) -> User:
    locked = User.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=account.pk)
    if locked.is_active != is_active:
        raise AccountError("Ce compte est déjà fermé." if is_active else "Ce compte est déjà ouvert.")
    return locked


@transaction.atomic
def give_new_password(account: User) -> str:
    """Somebody forgot theirs; every session under the former one ends."""
    because("nouveau mot de passe donné")
    account = _locked(account, is_active=True)
    password = _set_first_password(account)
    account.save(update_fields=["password", "password_is_provisional"])
    return password


@transaction.atomic
def close_account(account: User, *, why: str) -> None:
    """The account can no longer be used, from its very next page. What it wrote keeps its name."""
    because(f"compte fermé : {why}")
    account = _locked(account, is_active=True)
    account.is_active = False
    account.save(update_fields=["is_active"])


@transaction.atomic
def reopen_account(account: User, *, why: str) -> str:
    """The account can be used again, with a new first password."""
    because(f"compte rouvert : {why}")
    account = _locked(account, is_active=False)
    _check_role(account.role, account.organisation)
    account.is_active = True
    password = _set_first_password(account)
    account.save(update_fields=["is_active", "password", "password_is_provisional"])
    return password


@transaction.atomic
def change_role(account: User, *, role: str, why: str, detector_category: str = "") -> None:
    """From the very next page on, the account may do what the new role may."""
    because(f"rôle changé : {why}")
    account = _locked(account, is_active=True)
    _check_role(role, account.organisation)
    account.role, account.detector_category = role, detector_category
    account.save(update_fields=["role", "detector_category"])


@transaction.atomic
def create_partner(*, fund: Organisation, kind: str, name: str, category: str, code: str) -> Organisation:
    """A partner or a practice whose referrals go to this fund. With the same `code`, the one made before."""
    because("organisme partenaire créé")
    partner, _ = Organisation.objects.get_or_create(
        code=code, defaults={"kind": kind, "name": name, "category": category, "local_fund": fund}
    )
    return partner
