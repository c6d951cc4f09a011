"""Functions, policies, triggers, indexes and keys of `rights_files` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("rights_files", "0001_tables"),
        ("documents", "0001_tables"),
        ("organisations", "0002_rules"),
        ("people", "0001_tables"),
        ("protection", "0002_rules"),
    ]

    operations = [
        load(
            "decision_is_kept",
            "papers_request_notes_what_binds",
            "person_link_give",
            "person_link_open",
            "person_visit_end",
            "person_visit_goes_on",
            "rights_file_binds",
            "visited_file_id",
        ),
        load(
            "rights_files_decision",
            "rights_files_letter",
            "rights_files_requestedpaper",
            "rights_files_requiredpaper",
            "rights_files_rightsfileevent",
            "rights_files_step",
            "rights_files_suppliedpaper",
            "rights_files_letterbatch",
            "rights_files_sending",
            "rights_files_personlink",
            "rights_files_personword",
            "rights_files_rightsfile",
            "rights_files_papersrequest",
            "rights_files_control",
            "rights_files_appeal",
        ),
    ]
