"""What can happen to an account and to a partner organisation. Each is recorded with who and why.

| what              | from            | to                      | needs                                            |
|-------------------|-----------------|-------------------------|--------------------------------------------------|
| create_account    |                 | open, first password    | a role that fits the organisation                |
| give_new_password | open            | open, first password    |                                                  |
| close_account     | open            | closed                  | why                                              |
| reopen_account    | closed          | open, first password    | why                                              |
| change_role       | open            | open                    | a role that fits the organisation, why           |
| create_partner    |                 | active organisation     | a name, a category, the fund it reports to       |

Who may is checked by `permissions`, and again by the database, where alone these changes can be made. A first password
is made by us, shown once and never kept in clear; its owner must choose another before doing anything else.
`Refused` holds a French sentence.
"""

import secrets

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from psycopg.types.json import Jsonb

from ..pieces.refusals import Refused
from .models import Organisation, User
from .permissions import roles_in
from .roles import Role

# Without the signs that are mistaken for each other when read aloud or copied by hand.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """Sixteen signs in groups of four: 79 bits."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))


def _check_role(role: str, organisation: Organisation) -> None:
    if role not in roles_in(organisation):
        raise Refused(f"Le rôle « {Role(role).label} » n'existe pas dans cet organisme.")


@transaction.atomic
def create_account(*, organisation: Organisation, role: str, username: str, **details) -> tuple[User, str]:
    """The account and its first password. `details`: first_name, last_name, email, service, phone, detector_category.

    Raises `ValidationError` by field, as forms expect it, when the account cannot be.
    """
    _check_role(role, organisation)
    account = User(organisation=organisation, role=role, username=username, **details)
    password = first_password()
    account.set_password(password)
    account.full_clean()
    try:
        with transaction.atomic():
            account.pk = _do(
                "account_create(%s, %s, %s, %s, %s, %s)",
                *(organisation.pk, role, account.username, account.password, "compte créé", Jsonb(details)),
            )
    except IntegrityError:  # somebody was faster
        raise ValidationError({"username": "Un compte porte déjà cet identifiant."}) from None
    return User.objects.select_related("organisation").get(pk=account.pk), password


def _do(call: str, *values):
    """One of the functions of `organisations/sql/`, which check again who may and write the trail."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {call}", values)
        return cursor.fetchone()[0]


def _locked(account: User, *, is_active: bool) -> User:
    locked = User.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=account.pk)
    if locked.is_active != is_active:
        raise Refused("Ce compte est déjà fermé." if is_active else "Ce compte est déjà ouvert.")
    return locked


def _give_password(account: User, *, reopen: bool, why: str) -> str:
    password = first_password()
    account.set_password(password)
    _do("account_give_password(%s, %s, %s, %s)", account.pk, account.password, reopen, why)
    return password


@transaction.atomic
def give_new_password(account: User) -> str:
    """Somebody forgot theirs; every session under the former one ends."""
    return _give_password(_locked(account, is_active=True), reopen=False, why="nouveau mot de passe donné")


@transaction.atomic
def close_account(account: User, *, why: str) -> None:
    """The account can no longer be used, from its very next page. What it wrote keeps its name."""
    _do("account_close(%s, %s)", _locked(account, is_active=True).pk, f"compte fermé : {why}")


@transaction.atomic
def reopen_account(account: User, *, why: str) -> str:
    """The account can be used again, with a new first password."""
    account = _locked(account, is_active=False)
    _check_role(account.role, account.organisation)
    return _give_password(account, reopen=True, why=f"compte rouvert : {why}")


@transaction.atomic
def change_role(account: User, *, role: str, why: str, detector_category: str = "") -> None:
    """From the very next page on, the account may do what the new role may."""
    account = _locked(account, is_active=True)
    _check_role(role, account.organisation)
    _do("account_set_role(%s, %s, %s, %s)", account.pk, role, detector_category, f"rôle changé : {why}")


@transaction.atomic
def create_partner(*, kind: str, name: str, category: str, code: str) -> Organisation:
    """A partner or a practice whose referrals go to the fund of the context. With the same `code`, the one it made
    before; a code that is somebody else's is refused without a word of whose it is."""
    made = _do("partner_create(%s, %s, %s, %s)", kind, name, category, code)
    if made is None:
        raise Refused("Ce formulaire ne peut plus servir. Ouvrez-le de nouveau, puis recommencez.")
    return Organisation.objects.get(pk=made)
