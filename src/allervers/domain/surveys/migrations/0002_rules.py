"""Functions, policies and triggers of `surveys` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0001_tables"),
        ("organisations", "0002_rules"),
    ]

    operations = [
        load(
            "survey_answer_in_time",
            "survey_asks_the_same",
            "surveys_survey",
            "surveys_surveyevent",
            "surveys_fundanswer",
            "surveys_fundanswerevent",
        ),
    ]
