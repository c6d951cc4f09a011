"""The fact of the agreements in force each 31 December."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0002_rules"),
        ("organisations", "0002_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreementYearFact",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("in_force_on", models.DateField(verbose_name="en vigueur le")),
                ("network", models.CharField(max_length=30, verbose_name="réseau")),
                ("kind", models.CharField(max_length=20, verbose_name="sorte de convention")),
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
                "indexes": [models.Index(fields=["fund", "in_force_on"], name="agreement_year_fact_by_fund")],
            },
        ),
    ]
