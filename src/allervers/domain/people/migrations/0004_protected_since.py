"""Who is protected: how they are reached is kept elsewhere (domain/protection)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_when_to_call"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="protected_since",
            field=models.DateTimeField(editable=False, null=True, verbose_name="coordonnées protégées depuis le"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("protected_since__isnull", False)), fields=["fund"], name="person_protected"
            ),
        ),
    ]
