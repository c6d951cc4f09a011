"""Codes of protections, kept in the database. Adding one asks for a migration of its table's constraint."""

from django.db import models


class Danger(models.TextChoices):
    """Why nobody else may find somebody."""

    PARTNER_VIOLENCE = "partner_violence", "Violences dans le couple"
    FAMILY_VIOLENCE = "family_violence", "Violences dans la famille, mariage forcé"
    THREATS = "threats", "Menaces, harcèlement"
    AUTHORITY = "authority", "Décision de justice ou d’une autorité"
    OTHER = "other", "Autre danger"
