"""The application's database role sees the means of signing in of the account that it acts for, and of nobody else."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from allervers.domain.credentials import second_factor
from allervers.domain.credentials.models import Application, CredentialEvent, LinkInvitation, RecoveryCode
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.encryption import decrypt
from allervers.domain.organisations.roles import Role
from tests import factories
from tests.web.security.codes import with_application

pytestmark = pytest.mark.django_db

TABLES = [
    "application",
    "passkey",
    "recoverycode",
    "factortries",
    "linkedidentity",
    "linkinvitation",
    "credentialevent",
]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_under_row_level_security(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "select relrowsecurity and relforcerowsecurity from pg_class where oid = %s::regclass",
            [f"credentials_{table}"],
        )
        assert cursor.fetchone()[0]


def test_a_secret_is_encrypted_and_codes_are_hashed():
    account = factories.account()
    secret, codes = with_application(account)
    with acting_as(account, "test"):
        kept = bytes(Application.objects.get().secret_encrypted)
        digests = list(RecoveryCode.objects.values_list("digest", flat=True))
    assert secret.encode() not in kept
    assert decrypt(kept) == secret
    assert len(digests) == 10
    assert not set(digests) & set(codes)


@pytest.mark.parametrize("who", [None, Role.ADVISER, Role.ADMINISTRATOR])
def test_nobody_else_sees_nor_changes_them(who):
    account = factories.account()
    with_application(account)
    if who is None:
        assert not Application.objects.exists()
        assert not RecoveryCode.objects.exists()
        return
    with acting_as(factories.account(who, at=account.organisation), "test"):
        assert not Application.objects.exists()
        assert not RecoveryCode.objects.exists()
        assert Application.objects.filter(account=account).update(last_step=0) == 0
        assert Application.objects.filter(account=account).delete()[0] == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            RecoveryCode.objects.create(account=account, digest="0" * 64)


@pytest.mark.parametrize(
    ("role", "where", "may"),
    [
        (Role.ADMINISTRATOR, "same", True),
        (Role.ADMINISTRATOR, "elsewhere", False),
        (Role.MANAGER, "same", False),
        (Role.DATA_PROTECTION_OFFICER, "same", False),
    ],
)
def test_the_database_lets_an_administrator_of_the_organisation_alone_reset(role, where, may):
    account = factories.account()
    with_application(account)
    by = factories.account(role, at=account.organisation if where == "same" else None)
    with acting_as(by, "test"):
        if not may:
            with (
                pytest.raises(ProgrammingError, match="another administrator"),
                transaction.atomic(),
            ):
                second_factor.reset(account, by=by)
            assert not CredentialEvent.objects.filter(account=account).exists()
            return
        second_factor.reset(account, by=by)
        assert CredentialEvent.objects.filter(account=account).first().what == "reset"
    with acting_as(account, "test"):
        assert not second_factor.has_one(account)
        assert second_factor.recovery_codes_left(account) == 0


def test_an_administrator_does_not_reset_their_own():
    account = factories.account(Role.ADMINISTRATOR)
    with_application(account)
    with acting_as(account, "test"), pytest.raises(ProgrammingError), transaction.atomic():
        second_factor.reset(account, by=account)


def test_the_trail_can_be_neither_changed_nor_deleted_nor_written_in_anothers_name():
    account, other = factories.account(), factories.account()
    with_application(account)
    with acting_as(account, "test"):
        for attempt in (
            lambda: CredentialEvent.objects.update(what="password"),
            lambda: CredentialEvent.objects.all().delete(),
            lambda: CredentialEvent.objects.create(account=account, by=other, what="reset"),
            lambda: CredentialEvent.objects.create(account=other, by=account, what="password"),
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                attempt()


def test_nobody_reads_invitations():
    assert not LinkInvitation.objects.exists()
    with pytest.raises(ProgrammingError), transaction.atomic():
        LinkInvitation.objects.create(account=factories.account(), digest="0" * 64, expires_at="2030-01-01T00:00Z")
