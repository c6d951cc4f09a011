"""Whatever shows several funds is masked beforehand, not regions alone: see `figures.editions`."""

from django.db import migrations, models

from ...organisations.rls import NATION, protect

# A job or a command, never an account.
PREPARING = f"{NATION} and (select current_account_id()) is null"


class Migration(migrations.Migration):
    dependencies = [("figures", "0008_one_series_of_imports")]

    operations = [
        migrations.DeleteModel("RegionalEdition"),
        migrations.CreateModel(
            name="KeptEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.DateField()),
                ("end", models.DateField()),
                ("part", models.CharField(max_length=30)),
                ("counted_at", models.DateTimeField()),
                ("meaning", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("numbers", models.JSONField()),
                ("hidden", models.JSONField()),
            ],
            options={
                "verbose_name": "chiffres préparés",
                "constraints": [
                    models.UniqueConstraint(fields=("start", "end", "part"), name="kept_edition_once"),
                ],
            },
        ),
        protect("figures_keptedition", see=NATION, write=PREPARING),
    ]
