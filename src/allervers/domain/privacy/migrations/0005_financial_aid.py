"""Requests for financial aid are erased like the other files; a person who made one stays as long as it does."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [("privacy", "0004_social_service"), ("financial_aid", "0002_objects")]

    operations = [load("erase_persons_left_alone", "erase_due_financial_aid")]
