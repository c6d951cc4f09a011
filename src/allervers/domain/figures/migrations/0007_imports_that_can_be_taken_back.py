"""What an import of history changed, so that it can be taken back: for the owner's role alone (`privileges.py`)."""

import django.db.models.deletion
from django.db import migrations, models

from ...organisations.rls import protect

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def refers(to: str, related_name: str = "+", **options) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to=to, **options)


class Migration(migrations.Migration):
    dependencies = [("figures", "0006_regional_editions"), ("organisations", "0005_access_tokens")]

    operations = [
        migrations.CreateModel(
            name="CaseworkImport",
            fields=[
                ("id", KEY.clone()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by", models.CharField(max_length=100)),
                ("folder", models.CharField(max_length=64, verbose_name="empreinte des deux fichiers")),
            ],
        ),
        migrations.CreateModel(
            name="ImportTakenBack",
            fields=[
                ("id", KEY.clone()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by", models.CharField(max_length=100)),
                ("why", models.TextField()),
                ("import_made", refers("figures.caseworkimport", "times")),
            ],
        ),
        migrations.CreateModel(
            name="ImportedFact",
            fields=[
                ("id", KEY.clone()),
                ("file", models.UUIDField(db_index=True)),
                ("fact", models.UUIDField()),
                ("of_accompaniment", models.BooleanField()),
                ("line", models.CharField(db_index=True, max_length=64)),
                ("before", models.JSONField(null=True)),
                ("brought_by", refers("figures.caseworkimport", "facts")),
                ("fund", refers("organisations.organisation", db_index=False)),
                ("taken_back", refers("figures.importtakenback", null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("brought_by", "fact"), name="imported_fact_once")],
            },
        ),
        # The owner sees its own; were the application ever granted something, it would find nothing.
        protect("figures_caseworkimport", see="false"),
        protect("figures_importtakenback", see="false"),
        protect("figures_importedfact", see="false"),
    ]
