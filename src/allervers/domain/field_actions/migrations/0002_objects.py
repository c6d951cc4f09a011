"""Who sees the actions of a fund."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [("field_actions", "0001_initial"), ("organisations", "0002_objects")]

    operations = [load("field_actions_fieldaction", "field_actions_fieldactionevent")]
