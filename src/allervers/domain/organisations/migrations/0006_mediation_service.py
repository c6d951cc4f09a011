"""A fund's mediation service: its mediators."""

from django.db import migrations, models

from ...objects import load

KINDS = [
    ("social_service", "Service social"),
    ("financial_aid", "Aide financière (action sanitaire et sociale)"),
    ("mediation", "Médiation (refus de soins)"),
]


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_financial_aid_service")]

    operations = [
        migrations.RemoveConstraint(model_name="service", name="service_kind_known"),
        migrations.AlterField(
            model_name="servedfund", name="kind", field=models.CharField(choices=KINDS, max_length=30)
        ),
        migrations.AlterField(
            model_name="service",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=30, verbose_name="nature"),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [code for code, _ in KINDS])), name="service_kind_known"
            ),
        ),
        load("role_fits_service"),
    ]
