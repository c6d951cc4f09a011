"""The tables of `consents`, with their constraints, indexes and triggers."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from ...tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="ConsentChange",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("purpose", models.CharField(max_length=30, verbose_name="pour quoi")),
                        ("about", models.UUIDField(null=True)),
                        ("recipient", models.CharField(max_length=250, verbose_name="pour qui")),
                        ("given", models.BooleanField(verbose_name="d’accord")),
                        ("on", models.DateField(verbose_name="dit le")),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("in_person", "Sur place"),
                                    ("phone", "Au téléphone"),
                                    ("letter", "Par courrier ou courriel"),
                                    ("own_page", "Depuis sa page"),
                                ],
                                max_length=20,
                                verbose_name="comment",
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="noté le"
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="noté par",
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
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.person",
                                verbose_name="personne",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "changement d’accord",
                        "ordering": ["-at"],
                        "indexes": [models.Index(fields=["person", "-at"], name="consent_change_of_person")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("how__in", ["in_person", "phone", "letter", "own_page"]),
                                    models.Q(("purpose", ""), _negated=True),
                                ),
                                name="consent_change_how_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("author", None), ("how", "own_page")),
                                    models.Q(models.Q(("how", "own_page"), _negated=True), ("author__isnull", False)),
                                    _connector="OR",
                                ),
                                name="consent_change_by_somebody_else_than_the_person",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
