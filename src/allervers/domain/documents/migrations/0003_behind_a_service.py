"""A paper may be kept behind a service: its members alone see it."""

import django.db.models.deletion
from django.db import migrations, models

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_objects"),
        ("rights_files", "0001_initial"),
        ("organisations", "0005_financial_aid_service"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="service",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.service",
                verbose_name="service",
            ),
        ),
        load("documents_document"),
    ]
