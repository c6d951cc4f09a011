"""Every kind of file is erased from its own day on, at the end of a short month too."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [("privacy", "0007_care_refusals")]

    operations = [
        load("erase_due_rights_files", "erase_due_social_service_files"),
        load("erase_due_financial_aid", "erase_due_care_refusals"),
    ]
