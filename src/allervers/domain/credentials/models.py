"""What proves who signs in, beside the password: second factors, recovery codes, links with an identity provider.

Each account sees its own rows alone; secrets are encrypted or hashed, and never told to whoever manages accounts.
"""

import uuid

from django.db import models

from ..organisations.models import User


class Application(models.Model):
    """An application that shows a code of six digits which changes every thirty seconds (TOTP, RFC 6238).

    `last_step` is the last half-minute whose code was used: neither that code nor an earlier one serves again.
    """

    account = models.OneToOneField(User, primary_key=True, on_delete=models.PROTECT, related_name="+")
    secret_encrypted = models.BinaryField(editable=False)
    last_step = models.BigIntegerField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "application de codes"


class Passkey(models.Model):
    """A key kept by a device (WebAuthn); we hold its public half.

    `uses` is the device's own counter, 0 when it has none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("nom", max_length=60)
    credential_id = models.BinaryField(unique=True)
    public_key = models.BinaryField()
    uses = models.BigIntegerField()
    added_at = models.DateTimeField(auto_now_add=True)
    last_used_on = models.DateField(null=True)

    class Meta:
        verbose_name = "clé d’accès"
        ordering = ["added_at"]


class RecoveryCode(models.Model):
    """One of the codes that replace a lost device, once. Only the hash of its text is kept."""

    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "code de secours"
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="recovery_code_once")]


class FactorTries(models.Model):
    """Tries of a second factor by one account since a moment (see `second_factor.may_try`)."""

    account = models.OneToOneField(User, primary_key=True, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveSmallIntegerField()
    since = models.DateTimeField()

    class Meta:
        verbose_name = "essais du second facteur"


class LinkedIdentity(models.Model):
    """Somebody whom an identity provider knows (`issuer` and `subject`, never an e-mail address) is this account."""

    account = models.OneToOneField(User, primary_key=True, on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        verbose_name = "identité reliée"
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="identity_of_one_account")]


class LinkInvitation(models.Model):
    """An administrator decided that this account may be linked; whoever shows the code until then is its owner."""

    account = models.OneToOneField(User, primary_key=True, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = "invitation à relier une identité"


class CredentialEvent(models.Model):
    """How an account signed in, and what happened to its means of signing in. Never changed; forgotten after a year."""

    class What(models.TextChoices):
        PASSWORD = "password", "Connexion par mot de passe"
        APPLICATION = "application", "Second facteur donné : code de l’application"
        PASSKEY = "passkey", "Second facteur donné : clé d’accès"
        RECOVERY_CODE = "recovery_code", "Second facteur donné : code de secours"
        PROVIDER = "provider", "Connexion par le fournisseur d’identité"
        PROVIDER_TWO = "provider_two", "Connexion par le fournisseur d’identité, avec son second facteur"
        REFUSED = "refused", "Second facteur refusé"
        APPLICATION_ADDED = "application_added", "Application de codes ajoutée"
        APPLICATION_REMOVED = "application_removed", "Application de codes retirée"
        PASSKEY_ADDED = "passkey_added", "Clé d’accès ajoutée"
        PASSKEY_REMOVED = "passkey_removed", "Clé d’accès retirée"
        CODES_MADE = "codes_made", "Codes de secours renouvelés"
        RESET = "reset", "Second facteur remis à zéro par un administrateur"
        INVITED = "invited", "Invitation à relier le compte au fournisseur d’identité"
        LINKED = "linked", "Compte relié au fournisseur d’identité"
        UNLINKED = "unlinked", "Lien avec le fournisseur d’identité retiré"

    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=30, choices=What)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "événement de connexion"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["account", "-at"], name="credential_event_by_account")]
        constraints = [
            models.CheckConstraint(
                name="credential_event_known",
                condition=models.Q(
                    what__in=[
                        *("password", "application", "passkey", "recovery_code", "provider", "provider_two", "refused"),
                        *("application_added", "application_removed", "passkey_added", "passkey_removed"),
                        *("codes_made", "reset", "invited", "linked", "unlinked"),
                    ]
                ),
            )
        ]
