"""docs/words.md names every noun that the database keeps: in the code, on the screen, and where it lives."""

import re
from pathlib import Path

from django.apps import apps

WORDS = (Path(__file__).parents[1] / "docs/words.md").read_text(encoding="utf-8")


def test_every_table_of_ours_has_its_word():
    named = set(re.findall(r"`(\w+)`", WORDS))
    ours = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("allervers.") and not hasattr(model, "pgh_tracked_model")
    ]
    assert [name for name in ours if name not in named] == []
    assert len(ours) > 40
