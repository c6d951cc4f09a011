"""Organisations and the accounts of those who work in them."""

import uuid

import pghistory
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractUser
from django.db import connection, models

from .audit import EVENT_OPTIONS
from .roles import Permission, Role, may


class Organisation(models.Model):
    """A fund, a body that handles files for funds, a partner, a practice, or the national body.

    `code` of a fund is its national code (three digits); `category` of a partner or a practice is its detector
    category. A partner has a `local_fund`, to which its referrals go unless it chooses another.
    """

    class Kind(models.TextChoices):
        FUND = "fund", "Caisse"
        HANDLING_BODY = "handling_body", "Organisme qui traite pour des caisses"
        PARTNER = "partner", "Partenaire"
        HEALTH_PROFESSIONAL = "health_professional", "Professionnel de santé"
        NATIONAL = "national", "Organisme national"

    code = models.CharField("code", max_length=40, unique=True)
    name = models.CharField("nom", max_length=200)
    kind = models.CharField("nature", max_length=30, choices=Kind)
    category = models.CharField("catégorie de détecteur", max_length=30, blank=True)
    department = models.CharField("département", max_length=3, blank=True)
    local_fund = models.ForeignKey(
        "self",
        verbose_name="caisse",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="partners",
    )
    is_active = models.BooleanField("en activité", default=True)
    # How its service is reached, as its letters must say (R112-5 CRPA); empty: nobody said it yet.
    postal_address = models.TextField("adresse postale", max_length=300, blank=True, db_default="")
    phone = models.CharField("téléphone", max_length=30, blank=True, db_default="")
    email = models.EmailField("adresse électronique", blank=True, db_default="")

    class Meta:
        verbose_name = "organisme"
        ordering = ["name", "code"]
        constraints = [
            models.CheckConstraint(
                name="organisation_category_only_of_detectors",
                condition=models.Q(kind__in=["partner", "health_professional"], local_fund__isnull=False)
                & ~models.Q(category="")
                | ~models.Q(kind__in=["partner", "health_professional"]) & models.Q(category=""),
            ),
            models.CheckConstraint(
                name="organisation_kind_known",
                condition=models.Q(kind__in=["fund", "handling_body", "partner", "health_professional", "national"]),
            ),
        ]

    def __str__(self):
        return self.name


@pghistory.track(exclude=["password", "last_login"], **EVENT_OPTIONS)
class User(AbstractUser):
    """An account: one person, one organisation, one role.

    `detector_category` is what an internal detector's referrals are counted under (reception, telephone…).
    `password_is_provisional`: somebody else knows it, so it must be changed before anything else.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name="organisme", on_delete=models.PROTECT, related_name="users"
    )
    role = models.CharField("rôle", max_length=30, choices=Role)
    detector_category = models.CharField("service détecteur", max_length=30, blank=True)
    service = models.CharField("service", max_length=100, blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    password_is_provisional = models.BooleanField("mot de passe à changer", default=False, db_default=False)

    REQUIRED_FIELDS = ["organisation_id", "role"]

    class Meta:
        verbose_name = "compte"
        ordering = ["last_name", "first_name", "username"]
        constraints = [
            models.CheckConstraint(name="user_role_known", condition=models.Q(role__in=Role.values)),
        ]

    def __str__(self):
        return self.get_full_name() or self.username

    def may(self, permission: Permission) -> bool:
        """See `roles.may`."""
        return may(self, permission)

    def check_password(self, raw_password: str) -> bool:
        """Django's, which here does not store a newer kind of hash on the way: nobody is signed in yet."""
        return check_password(raw_password, self.password)

    def save(self, *args, update_fields=None, **kwargs):
        """A password is stored by the narrow function for one's own: the application may not write the column."""
        fields = set(update_fields or ())
        if "password" in fields and fields <= {"password", "password_is_provisional"}:
            chosen = "password_is_provisional" in fields and not self.password_is_provisional
            store_own_password(self, chosen=chosen)
        else:
            super().save(*args, update_fields=update_fields, **kwargs)


def store_own_password(account: User, *, chosen: bool) -> None:
    """Store the hash that `set_password` made, for the account of the context alone (`account_own_password`).

    `chosen`: nobody but its owner knows it from then on. The trail says why with the words of the context.
    """
    with pghistory.context() as trail, connection.cursor() as cursor:
        why = trail.metadata.get("why", "mot de passe enregistré")
        cursor.execute("select account_own_password(%s, %s, %s, %s)", [account.pk, account.password, chosen, why])


class Session(models.Model):
    """Somebody who came in. Read and written by functions alone (`sessions`); the key itself is in the cookie only."""

    digest = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    data = models.TextField()
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "session"


class Service(models.Model):
    """A service whose files are closed to the rest of its organisation (0033); it may work for several funds."""

    class Kind(models.TextChoices):
        SOCIAL_SERVICE = "social_service", "Service social"
        FINANCIAL_AID = "financial_aid", "Aide financière (action sanitaire et sociale)"
        MEDIATION = "mediation", "Médiation (refus de soins)"

    organisation = models.ForeignKey(
        Organisation, verbose_name="organisme", on_delete=models.PROTECT, related_name="services"
    )
    kind = models.CharField("nature", max_length=30, choices=Kind)
    name = models.CharField("nom", max_length=200)

    class Meta:
        verbose_name = "service"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "name"], name="service_named_once"),
            models.UniqueConstraint(fields=["id", "kind"], name="service_kind"),
            models.CheckConstraint(
                name="service_kind_known",
                condition=models.Q(kind__in=["social_service", "financial_aid", "mediation"]),
            ),
        ]

    def __str__(self):
        return self.name


class ServedFund(models.Model):
    """A fund whose insured persons a service receives. A fund has one service of a kind."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="served")
    kind = models.CharField(max_length=30, choices=Service.Kind)
    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "caisse d’un service"
        constraints = [models.UniqueConstraint(fields=["fund", "kind"], name="served_by_one_of_a_kind")]


class ServiceMember(models.Model):
    """An account belongs to a service from one moment to another; written by functions of the database alone."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="members")
    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = "membre d’un service"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "service"], name="member_once_at_a_time", condition=models.Q(left_at=None)
            ),
            models.CheckConstraint(
                name="member_leaves_after_joining",
                condition=models.Q(left_at=None, left_by=None) | models.Q(left_at__gte=models.F("joined_at")),
            ),
        ]


class AccountChange(models.Model):
    """What somebody did to an account, told to others than themselves (`changes`). Written by the database alone.

    `fund` is the organisation whose manager and data-protection officer are told; `by` is unknown for a command.
    """

    class What(models.TextChoices):
        CREATED = "created", "Compte créé"
        ROLE = "role", "Rôle changé"
        CLOSED = "closed", "Compte fermé"
        REOPENED = "reopened", "Compte rouvert"
        PASSWORD = "password", "Nouveau mot de passe donné"
        RESET = "reset", "Second facteur remis à zéro"
        INVITED = "invited", "Invitation à relier le compte au fournisseur d’identité"
        LINKED = "linked", "Compte relié au fournisseur d’identité"
        JOINED = "joined", "Entrée dans un service"
        LEFT = "left", "Sortie d’un service"
        UNLINKED = "unlinked", "Lien avec le fournisseur d’identité retiré"

    at = models.DateTimeField()
    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="changes")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=20, choices=What)
    role_before = models.CharField(max_length=30, blank=True)
    role_after = models.CharField(max_length=30)
    why = models.CharField(max_length=300)

    class Meta:
        verbose_name = "changement de compte"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["fund", "-at"], name="account_change_by_fund")]


class AccountChangeSeen(models.Model):
    """One reader has seen one change."""

    change = models.ForeignKey(AccountChange, on_delete=models.CASCADE, related_name="seen")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "changement de compte vu"
        constraints = [models.UniqueConstraint(fields=["change", "reader"], name="account_change_seen_once")]


class SignInTries(models.Model):
    """Tries to sign in under one key since a moment; what they are for stands in `sign_in`."""

    name_digest = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveSmallIntegerField()
    since = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "essais de connexion"


class AccessToken(models.Model):
    """What a program shows to read in the name of an account (see `tokens`); only the hash of its text is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(User, verbose_name="compte", on_delete=models.PROTECT, related_name="tokens")
    purpose = models.CharField("usage", max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    expires_on = models.DateField("valable jusqu’au")
    last_used_on = models.DateField("dernier usage", null=True)
    revoked_at = models.DateTimeField("révoqué le", null=True)

    class Meta:
        verbose_name = "jeton d’accès"
