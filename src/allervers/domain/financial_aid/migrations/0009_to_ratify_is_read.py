"""Whether a line is an urgent aid to ratify is read from its decision, which may come after the line."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("financial_aid", "0008_objects_of_effects")]

    operations = [migrations.RemoveField("financialaidagendaline", "to_ratify")]
