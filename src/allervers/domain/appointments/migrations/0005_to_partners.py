"""Hours that are open to partners, and what holds that they book nothing else (decision 0102)."""

from django.db import migrations, models

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [("appointments", "0004_objects_of_visits")]

    operations = [
        migrations.AddField(
            model_name="opening",
            name="to_partners",
            field=models.BooleanField(db_default=False, default=False, verbose_name="ouverts aux partenaires"),
        ),
        load("partner_books_what_is_open", "appointments_appointment"),
    ]
