"""The narrow way by which a person, who has no account, reaches their own file and no other (decision 0073)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [("rights_files", "0004_persons_own_page"), ("privacy", "0003_what_cascades")]

    operations = [
        load(
            "person_link_give",
            "person_link_open",
            "person_visit_goes_on",
            "person_visit_end",
            "visited_file_id",
        ),
        load(
            "rights_files_personlink",
            "rights_files_personword",
            "rights_files_rightsfile",
        ),
    ]
