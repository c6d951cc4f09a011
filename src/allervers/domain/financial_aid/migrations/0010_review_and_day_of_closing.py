"""Why a decision is looked at again; a session is not closed before its day."""

from django.db import migrations, models

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [("financial_aid", "0009_to_ratify_is_read")]

    operations = [
        migrations.AddField(
            "financialaidagendaline",
            "review_reason",
            models.TextField(blank=True, default="", max_length=2000, verbose_name="motif du réexamen"),
            preserve_default=False,
        ),
        load("financial_aid_financialaidsession"),
    ]
