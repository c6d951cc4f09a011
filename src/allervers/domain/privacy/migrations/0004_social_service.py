"""Files of a social service are erased like the others; a person whom it knows stays as long as it does."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_what_cascades"), ("social_service", "0002_objects")]

    operations = [load("erase_persons_left_alone", "erase_due_social_service_files")]
