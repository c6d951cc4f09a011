"""Since when a young person is in care no longer."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coverage", "0002_rules"),
        ("organisations", "0002_rules"),
        ("people", "0002_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="knowncircumstance",
            name="over_on",
            field=models.DateField(null=True, verbose_name="fini le"),
        ),
        migrations.AddConstraint(
            model_name="knowncircumstance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("over_on", None),
                    models.Q(
                        ("kind", "child_welfare"), ("over_on__gte", models.F("on")), ("taken_back_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="circumstance_over_as_its_kind_says",
            ),
        ),
    ]
