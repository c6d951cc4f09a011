"""From which action a referral came; its keys and who sees it (domain/objects.py)."""

import django.db.models.deletion
from django.db import migrations, models

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("field_actions", "0003_withdrawn"),
        ("organisations", "0002_rules"),
        ("referrals", "0002_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionReferral",
            fields=[
                (
                    "referral",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="of_action",
                        serialize=False,
                        to="referrals.referral",
                        verbose_name="saisine",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="field_actions.fieldaction",
                        verbose_name="action",
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
            ],
            options={
                "verbose_name": "saisine née d’une action",
            },
        ),
        load("field_actions_actionreferral"),
    ]
