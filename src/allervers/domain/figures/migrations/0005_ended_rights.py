"""Rights that ended are facts, and are counted over several funds."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0004_rights_files_are_counted"),
        ("organisations", "0003_contact"),
    ]

    operations = [
        migrations.CreateModel(
            name="EndedRightFact",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("ended_on", models.DateField(verbose_name="dernier jour")),
                ("settled_on", models.DateField(verbose_name="90e jour")),
                ("entitlement", models.CharField(max_length=10, verbose_name="droit")),
                ("age", models.SmallIntegerField(null=True, verbose_name="âge ce jour-là")),
                ("cause", models.CharField(blank=True, max_length=20, verbose_name="cause")),
                ("reopened_on", models.DateField(null=True, verbose_name="rouvert le")),
                ("reopened_soon", models.BooleanField(verbose_name="rouvert en 90 jours")),
                (
                    "fund",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="caisse",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["fund", "ended_on"], name="ended_right_fact_by_fund"),
                    models.Index(fields=["fund", "settled_on"], name="ended_right_fact_settled"),
                ],
            },
        ),
    ]
