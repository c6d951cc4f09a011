"""Accounts linked with an identity provider.

The provider's `sub` for its issuer names the account; an e-mail address names nobody. The first link, and a new one
when `sub` has changed, needs an invitation: an administrator makes its code for one account, hands it over, and whoever
has just signed in at the provider types it. Rows are out of the application's reach: functions of the database
(`credentials/sql/`) check who asks.
"""

import datetime

from django.db import connection, transaction
from django.utils import timezone

from ..organisations.models import User
from ..pieces.refusals import Refused
from .codes import digest, make_code
from .events import What, note
from .models import LinkedIdentity

INVITED_FOR = datetime.timedelta(days=7)


def account_of(issuer: str, subject: str) -> User | None:
    """The open account that this identity is linked to."""
    account_id = _ask("select account_of_identity(%s, %s)", issuer, subject)
    return account_id and User.objects.filter(pk=account_id, is_active=True).first()


@transaction.atomic
def invite(account: User, *, by: User) -> str:
    """The code to hand over, in clear this once; a former one no longer serves."""
    code = make_code()
    if not _ask("select invite_to_link(%s, %s, %s)", account.pk, digest(code), timezone.now() + INVITED_FOR):
        raise Refused("Ce compte est fermé : rouvrez-le d’abord.")
    note(account, What.INVITED, by=by)
    return code


def link(code: str, *, issuer: str, subject: str) -> User:
    """The account that the code was made for, from now on that of this identity. The code serves once.

    The caller writes `What.LINKED` in the account's own name.
    """
    account_id = _ask("select link_identity(%s, %s, %s, %s)", digest(code), issuer, subject, timezone.now())
    account = account_id and User.objects.filter(pk=account_id, is_active=True).first()
    if not account:
        raise Refused(
            "Ce code ne relie aucun compte : il est faux, il a déjà servi, ou il a plus de sept jours. Demandez-en un "
            "autre à la personne qui gère les comptes dans votre organisme."
        )
    return account


@transaction.atomic
def unlink(account: User, *, by: User) -> None:
    if not _ask("select unlink_identity(%s)", account.pk):
        raise Refused("Ce compte n’est relié à aucun fournisseur d’identité.")
    note(account, What.UNLINKED, by=by)


def identity_of(account: User) -> LinkedIdentity | None:
    """One's own, or that of an account that one manages."""
    return LinkedIdentity.objects.filter(account=account).first()


def _ask(question: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]
