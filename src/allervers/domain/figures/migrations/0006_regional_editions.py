"""Regions masked beforehand: see `figures.editions`."""

import django.contrib.postgres.fields
from django.db import migrations, models

from ...organisations.rls import NATION, protect

# A job or a command, never an account.
PREPARING = f"{NATION} and (select current_account_id()) is null"


class Migration(migrations.Migration):
    dependencies = [("figures", "0005_counted_months")]

    operations = [
        migrations.CreateModel(
            name="RegionalEdition",
            fields=[
                ("year", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("counted_at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                ("numbers", models.JSONField()),
                (
                    "hidden",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
            ],
            options={"verbose_name": "chiffres des régions"},
        ),
        protect("figures_regionaledition", see=NATION, write=PREPARING),
    ]
