"""The second factor: an application of codes, passkeys, and the recovery codes that replace both once.

Everything here is asked on behalf of the account itself (`acting_as`): the database shows no other account's rows. A
code serves once. Five tries in a quarter of an hour, counted for the account: they come after the right password, so
nobody else can use them up.
"""

import datetime
import hmac

import pyotp
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ..organisations.encryption import decrypt, encrypt
from ..organisations.models import User
from ..pieces.refusals import Refused
from .codes import digest, make_code
from .events import What, note
from .models import Application, FactorTries, Passkey, RecoveryCode

MOST_TRIES = 5
WAIT = datetime.timedelta(minutes=15)
RECOVERY_CODES = 10
_STEP = 30  # seconds


TOO_MANY = "Trop d’essais. Attendez un quart d’heure, puis réessayez."
WRONG = "Ce code n’est pas le bon, ou il a déjà servi. Attendez que l’application en montre un autre, puis réessayez."


def required_of(account: User) -> bool:
    """The setting names the roles that may do nothing without a second factor."""
    return account.role in settings.SECOND_FACTOR_ROLES


def has_one(account: User) -> bool:
    """Whether a second factor is asked at each sign-in. Recovery codes alone are none."""
    return Application.objects.filter(account=account).exists() or Passkey.objects.filter(account=account).exists()


# --- Tries -------------------------------------------------------------------------------------------------------


def may_try(account: User) -> bool:
    """Count one more try; False when there were too many, and nothing must be looked at."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into credentials_factortries as known (account_id, count, since) values (%s, 1, %s)
            on conflict (account_id) do update set
              count = case when known.since <= %s then 1 else least(known.count, %s) + 1 end,
              since = case when known.since <= %s then excluded.since else known.since end
            returning count
            """,
            [account.pk, now, now - WAIT, MOST_TRIES, now - WAIT],
        )
        return cursor.fetchone()[0] <= MOST_TRIES


def proved(account: User, what: What) -> None:
    """The factor was right: the tries before it no longer count."""
    FactorTries.objects.filter(account=account).delete()
    note(account, what)


def refused(account: User) -> None:
    note(account, What.REFUSED)


# --- Codes -------------------------------------------------------------------------------------------------------


@transaction.atomic
def check_code(account: User, code: str) -> What:
    """What was given: the code of the application, or a recovery code. Raises `Refused` and counts the try."""
    what = _what(account, code)
    proved(account, what)
    return what


def _what(account: User, code: str) -> What:
    code = "".join(code.split())
    if code.isascii() and code.isdigit():
        application = Application.objects.filter(account=account).first()
        step = application and _step_of(decrypt(application.secret_encrypted), code)
        # The condition stands in the statement: of two requests at once, one finds the code used.
        if step and Application.objects.filter(account=account, last_step__lt=step).update(last_step=step):
            return What.APPLICATION
    elif RecoveryCode.objects.filter(account=account, digest=digest(code)).delete()[0]:
        return What.RECOVERY_CODE
    raise Refused(WRONG)


def _step_of(secret: str, code: str) -> int | None:
    """The half-minute that the code is of: this one, or a neighbour when a clock is late or somebody types slowly."""
    now = int(timezone.now().timestamp()) // _STEP
    totp = pyotp.TOTP(secret)
    for step in (now, now - 1, now + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            return step
    return None


def recovery_codes_left(account: User) -> int:
    return RecoveryCode.objects.filter(account=account).count()


@transaction.atomic
def make_recovery_codes(account: User) -> list[str]:
    """Ten new ones, in clear this once; the former ones no longer serve."""
    RecoveryCode.objects.filter(account=account).delete()
    codes = [make_code() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(account=account, digest=digest(code)) for code in codes)
    note(account, What.CODES_MADE)
    return codes


# --- The application of codes ------------------------------------------------------------------------------------


def new_secret() -> str:
    """160 bits, in the letters that applications ask for."""
    return pyotp.random_base32()


def address_of(secret: str, account: User) -> str:
    """What a QR code holds (`otpauth://`), for an application to read."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.username, issuer_name="Allervers")


@transaction.atomic
def add_application(account: User, *, secret: str, code: str) -> None:
    """Takes the place of a former one. The code proves that the application has the secret; it serves no more."""
    step = _step_of(secret, "".join(code.split()))
    if step is None:
        raise Refused("Ce code n’est pas celui de cette clé. Vérifiez que le téléphone est à l’heure, puis réessayez.")
    Application.objects.update_or_create(
        account=account, defaults={"secret_encrypted": encrypt(secret), "last_step": step}
    )
    note(account, What.APPLICATION_ADDED)


@transaction.atomic
def remove_application(account: User) -> None:
    _keep_one_if_required(account, Passkey.objects.filter(account=account).exists())
    if Application.objects.filter(account=account).delete()[0]:
        note(account, What.APPLICATION_REMOVED)
    forget_codes_without_factor(account)


def _keep_one_if_required(account: User, another: bool) -> None:
    if required_of(account) and not another:
        raise Refused("Votre rôle demande un second facteur : ajoutez-en un autre avant de retirer celui-ci.")


@transaction.atomic
def remove_passkey(account: User, passkey: Passkey) -> None:
    others = Passkey.objects.filter(account=account).exclude(pk=passkey.pk).exists()
    _keep_one_if_required(account, others or Application.objects.filter(account=account).exists())
    if Passkey.objects.filter(account=account, pk=passkey.pk).delete()[0]:
        note(account, What.PASSKEY_REMOVED)
    forget_codes_without_factor(account)


def forget_codes_without_factor(account: User) -> None:
    if not has_one(account):
        RecoveryCode.objects.filter(account=account).delete()


# --- Another's ---------------------------------------------------------------------------------------------------


@transaction.atomic
def reset(account: User, *, by: User) -> None:
    """Everything was lost: an administrator takes the factors off (the database checks that it is one)."""
    with connection.cursor() as cursor:
        cursor.execute("select reset_second_factor(%s)", [account.pk])
        if not cursor.fetchone()[0]:
            raise Refused("Ce compte n’a pas de second facteur.")
    note(account, What.RESET, by=by)


def is_set_for(account: User) -> bool:
    """For whoever manages the account: whether there is a second factor, and nothing else of it."""
    with connection.cursor() as cursor:
        cursor.execute("select has_second_factor(%s)", [account.pk])
        return cursor.fetchone()[0]
