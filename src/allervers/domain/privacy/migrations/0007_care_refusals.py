"""Refusals of care are erased like the other files; a person of whom one was reported stays as long as it does."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [("privacy", "0006_payment_files"), ("care_refusals", "0002_objects")]

    operations = [load("erase_persons_left_alone", "erase_due_care_refusals")]
