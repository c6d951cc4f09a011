"""A letter that is written while a protection is placed does not keep its address either; what was sealed of a letter is
erased with it; a protection that ended is not placed again by its old form."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("protection", "0002_objects"),
        ("rights_files", "0012_rights_taken_up_and_managing_bodies"),
    ]

    operations = [
        load("protect_person", "protection_end", "seal_when_protected", "rights_files_letter", "rights_files_sending"),
    ]
