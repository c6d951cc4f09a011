"""How many refusals of care a fund was told of in a year."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from ...organisations.audit import EVENT_OPTIONS
from ...organisations.models import Organisation, Service, User


@pghistory.track(**EVENT_OPTIONS)
class CareRefusalReturn(models.Model):
    """The yearly return of a fund (#84, #85). Zero is said: a fund that says nothing has not answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, verbose_name="service", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("année")
    files = models.PositiveIntegerField("signalements reçus")
    author = models.ForeignKey(User, verbose_name="déclaré par", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("déclaré le", db_default=Now())

    class Meta:
        verbose_name = "relevé annuel des refus de soins"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "year"], name="care_return_once_a_year"),
            models.CheckConstraint(name="care_return_year_is_one", condition=Q(year__gte=2008, year__lte=2100)),
        ]
