"""A fund's aid service: its rights officers who examine, the members of its commission."""

from django.db import migrations, models

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_services"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="service",
            name="service_kind_known",
        ),
        migrations.AlterField(
            model_name="servedfund",
            name="kind",
            field=models.CharField(
                choices=[
                    ("social_service", "Service social"),
                    ("financial_aid", "Aide financière (action sanitaire et sociale)"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="service",
            name="kind",
            field=models.CharField(
                choices=[
                    ("social_service", "Service social"),
                    ("financial_aid", "Aide financière (action sanitaire et sociale)"),
                ],
                max_length=30,
                verbose_name="nature",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["social_service", "financial_aid"])), name="service_kind_known"
            ),
        ),
        load("role_fits_service"),
    ]
