"""A payment file is forgotten with the last request that it paid."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [("privacy", "0005_financial_aid"), ("financial_aid", "0006_objects_of_payments")]

    operations = [load("erase_due_financial_aid")]
