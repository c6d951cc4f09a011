"""Structures as other bodies publish them (data·inclusion v1), and what a fund knows of them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ..organisations.models import Organisation, User

LONGEST_ID = 300


class Likeness(models.TextChoices):
    """How sure it is that two lines are one structure, before anybody looked."""

    SURE = "sure", "Sûrement la même"
    LIKELY = "likely", "Sans doute la même"
    UNCERTAIN = "uncertain", "Peut-être la même"


class Structure(models.Model):
    """A place that welcomes people, as its source says it. No person is named but by an address of their own.

    `source_id`: « source--identifier », the same in every file. `networks`: words of data·inclusion; those that it does
    not know are kept as they came. `not_understood`: field → what the source wrote and nobody can use, kept.
    `department`: of the commune, for who looks near them. `gone_since`: the day on which its source no longer had it;
    never deleted.
    """

    id = models.BigAutoField(primary_key=True)
    source_id = models.CharField("identifiant", max_length=LONGEST_ID, unique=True)
    source = models.CharField("source", max_length=100)
    name = models.CharField("nom", max_length=150)
    updated_on = models.DateField("mise à jour par sa source le")
    description = models.TextField("présentation", blank=True)
    source_url = models.TextField("page de la source", blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    municipality = models.CharField("commune", max_length=200, blank=True)
    postal_code = models.CharField("code postal", max_length=5, blank=True)
    municipality_code = models.CharField("code INSEE", max_length=5, blank=True)
    department = models.CharField("département", max_length=3, blank=True)
    address = models.CharField("adresse", max_length=500, blank=True)
    address_more = models.CharField("complément d’adresse", max_length=500, blank=True)
    longitude = models.FloatField("longitude", null=True)
    latitude = models.FloatField("latitude", null=True)
    phone = models.CharField("téléphone", max_length=50, blank=True)
    email = models.CharField("courriel", max_length=320, blank=True)
    website = models.TextField("site", blank=True)
    opening_hours = models.TextField("horaires", blank=True)
    accessibility_url = models.TextField("accessibilité", blank=True)
    networks = ArrayField(models.TextField(), verbose_name="réseaux", default=list)
    not_understood = models.JSONField("ce qui n’est pas compris", default=dict)
    gone_since = models.DateField("plus dans sa source depuis le", null=True)

    class Meta:
        verbose_name = "structure"
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(name="structure_has_a_source", condition=~Q(source="") & ~Q(source_id="")),
            models.CheckConstraint(name="structure_siret_of_digits", condition=Q(siret__regex=r"^([0-9]{14})?$")),
        ]
        indexes = [
            models.Index(fields=["department", "name"], name="structure_of_department"),
            models.Index(fields=["source"], name="structure_of_source"),
            models.Index(fields=["siret"], name="structure_by_siret", condition=~Q(siret="")),
        ]

    def __str__(self):
        return self.name


class Pair(models.Model):
    """Two lines that may be one structure, and what somebody answered: asked once, whatever is imported later."""

    id = models.BigAutoField(primary_key=True)
    first = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="pairs_as_first")
    second = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="pairs_as_second")
    likeness = models.CharField("ressemblance", max_length=10, choices=Likeness)
    is_same = models.BooleanField("la même", null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "doublon possible"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_asked_once"),
            models.CheckConstraint(name="pair_in_order", condition=Q(first__lt=F("second"))),
            models.CheckConstraint(name="pair_likeness_known", condition=Q(likeness__in=Likeness.values)),
            models.CheckConstraint(
                name="pair_answered_by_somebody",
                condition=Q(is_same=None, answered_by=None, answered_at=None)
                | Q(is_same__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
            ),
        ]


class Acquaintance(models.Model):
    """What a fund knows of a structure: who of the fund speaks with it, and when its page was last found right."""

    id = models.BigAutoField(primary_key=True)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="acquaintances")
    referent = models.ForeignKey(
        User, verbose_name="référent de la caisse", null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_on = models.DateField("vérifiée le", null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "structure connue d’une caisse"
        constraints = [
            models.UniqueConstraint(fields=["fund", "structure"], name="acquaintance_once"),
            models.CheckConstraint(
                name="acquaintance_confirmed_by_somebody",
                condition=Q(confirmed_on=None, confirmed_by=None)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False),
            ),
        ]
