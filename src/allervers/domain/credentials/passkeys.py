"""Passkeys (WebAuthn): a device proves that it holds a key, for this service's address alone.

The challenge is kept by the caller (the session) and serves once. `site` is the address of the service as the browser
sees it; a passkey made for one name does not serve for another.
"""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

import webauthn
from django.db import transaction
from django.utils import timezone
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from ..organisations.models import User
from ..pieces.refusals import Refused
from .events import What, note
from .models import Passkey
from .second_factor import proved

MOST = 10
REFUSED = "La clé d’accès n’a pas été reconnue. Réessayez, ou donnez un code."


@dataclass(frozen=True)
class Site:
    """`origin` such as https://allervers.example.org, without a final slash."""

    origin: str

    @property
    def name(self) -> str:
        return urlsplit(self.origin).hostname

    @property
    def has_a_name(self) -> bool:
        """Browsers make no passkey for a bare IP address."""
        return not self.name.replace(".", "").isdigit() and ":" not in self.name


def passkeys_of(account: User):
    return Passkey.objects.filter(account=account)


def _described(account: User) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=bytes(key.credential_id)) for key in passkeys_of(account)]


def options_to_add(account: User, site: Site, challenge: bytes) -> str:
    """What the browser's `navigator.credentials.create` is asked for, in JSON."""
    return webauthn.options_to_json(
        webauthn.generate_registration_options(
            rp_id=site.name,
            rp_name="Allervers",
            user_id=str(account.pk).encode(),
            user_name=account.username,
            user_display_name=str(account),
            challenge=challenge,
            exclude_credentials=_described(account),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.DISCOURAGED,
                user_verification=UserVerificationRequirement.PREFERRED,
            ),
        )
    )


@transaction.atomic
def add(account: User, *, answer: str, name: str, site: Site, challenge: bytes) -> Passkey:
    """Keep the public key of the device that answered."""
    if passkeys_of(account).count() >= MOST:
        raise Refused(f"Vous avez déjà {MOST} clés d’accès. Retirez celle qui ne sert plus.")
    try:
        given = webauthn.verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=site.name, expected_origin=site.origin
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise Refused("La clé d’accès n’a pas pu être ajoutée. Réessayez.") from error
    if Passkey.objects.filter(credential_id=given.credential_id).exists():
        raise Refused("Cette clé d’accès est déjà ajoutée.")
    key = Passkey.objects.create(
        account=account,
        name=name,
        credential_id=given.credential_id,
        public_key=given.credential_public_key,
        uses=given.sign_count,
    )
    note(account, What.PASSKEY_ADDED)
    return key


def options_to_prove(account: User, site: Site, challenge: bytes) -> str:
    """What the browser's `navigator.credentials.get` is asked for, in JSON."""
    return webauthn.options_to_json(
        webauthn.generate_authentication_options(
            rp_id=site.name,
            challenge=challenge,
            allow_credentials=_described(account),
            user_verification=UserVerificationRequirement.PREFERRED,
        )
    )


@transaction.atomic
def check(account: User, *, answer: str, site: Site, challenge: bytes) -> What:
    """The device signed this challenge with a key of this account; raises `Refused` otherwise."""
    try:
        shown = json.loads(answer)["id"]
        for key in passkeys_of(account).select_for_update():
            if bytes_to_base64url(bytes(key.credential_id)) == shown:
                break
        else:
            raise Refused(REFUSED)
        given = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=bytes(key.public_key),
            credential_current_sign_count=key.uses,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise Refused(REFUSED) from error
    key.uses, key.last_used_on = given.new_sign_count, timezone.localdate()
    key.save(update_fields=["uses", "last_used_on"])
    proved(account, What.PASSKEY)
    return What.PASSKEY
