"""The tables of `directory`, with their constraints and indexes."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0002_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Structure",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("source_id", models.CharField(max_length=300, unique=True, verbose_name="identifiant")),
                ("source", models.CharField(max_length=100, verbose_name="source")),
                ("name", models.CharField(max_length=150, verbose_name="nom")),
                ("updated_on", models.DateField(verbose_name="mise à jour par sa source le")),
                ("description", models.TextField(blank=True, verbose_name="présentation")),
                ("source_url", models.TextField(blank=True, verbose_name="page de la source")),
                ("siret", models.CharField(blank=True, max_length=14, verbose_name="SIRET")),
                ("municipality", models.CharField(blank=True, max_length=200, verbose_name="commune")),
                ("postal_code", models.CharField(blank=True, max_length=5, verbose_name="code postal")),
                ("municipality_code", models.CharField(blank=True, max_length=5, verbose_name="code INSEE")),
                ("department", models.CharField(blank=True, max_length=3, verbose_name="département")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="adresse")),
                ("address_more", models.CharField(blank=True, max_length=500, verbose_name="complément d’adresse")),
                ("longitude", models.FloatField(null=True, verbose_name="longitude")),
                ("latitude", models.FloatField(null=True, verbose_name="latitude")),
                ("phone", models.CharField(blank=True, max_length=50, verbose_name="téléphone")),
                ("email", models.CharField(blank=True, max_length=320, verbose_name="courriel")),
                ("website", models.TextField(blank=True, verbose_name="site")),
                ("opening_hours", models.TextField(blank=True, verbose_name="horaires")),
                ("accessibility_url", models.TextField(blank=True, verbose_name="accessibilité")),
                (
                    "networks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None, verbose_name="réseaux"
                    ),
                ),
                ("not_understood", models.JSONField(default=dict, verbose_name="ce qui n’est pas compris")),
                ("gone_since", models.DateField(null=True, verbose_name="plus dans sa source depuis le")),
            ],
            options={
                "verbose_name": "structure",
                "ordering": ["name", "id"],
                "indexes": [
                    models.Index(fields=["department", "name"], name="structure_of_department"),
                    models.Index(fields=["source"], name="structure_of_source"),
                    models.Index(
                        condition=models.Q(("siret", ""), _negated=True), fields=["siret"], name="structure_by_siret"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True), models.Q(("source_id", ""), _negated=True)
                        ),
                        name="structure_has_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("siret__regex", "^([0-9]{14})?$")), name="structure_siret_of_digits"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pair",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "likeness",
                    models.CharField(
                        choices=[
                            ("sure", "Sûrement la même"),
                            ("likely", "Sans doute la même"),
                            ("uncertain", "Peut-être la même"),
                        ],
                        max_length=10,
                        verbose_name="ressemblance",
                    ),
                ),
                ("is_same", models.BooleanField(null=True, verbose_name="la même")),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs_as_first",
                        to="directory.structure",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs_as_second",
                        to="directory.structure",
                    ),
                ),
            ],
            options={
                "verbose_name": "doublon possible",
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="pair_asked_once"),
                    models.CheckConstraint(condition=models.Q(("first__lt", models.F("second"))), name="pair_in_order"),
                    models.CheckConstraint(
                        condition=models.Q(("likeness__in", ["sure", "likely", "uncertain"])),
                        name="pair_likeness_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("answered_by", None), ("is_same", None)),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                ("is_same__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="pair_answered_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Acquaintance",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("confirmed_on", models.DateField(null=True, verbose_name="vérifiée le")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="caisse",
                    ),
                ),
                (
                    "referent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="référent de la caisse",
                    ),
                ),
                (
                    "structure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acquaintances",
                        to="directory.structure",
                    ),
                ),
            ],
            options={
                "verbose_name": "structure connue d’une caisse",
                "constraints": [
                    models.UniqueConstraint(fields=("fund", "structure"), name="acquaintance_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_by", None), ("confirmed_on", None)),
                            models.Q(("confirmed_by__isnull", False), ("confirmed_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="acquaintance_confirmed_by_somebody",
                    ),
                ],
            },
        ),
    ]
