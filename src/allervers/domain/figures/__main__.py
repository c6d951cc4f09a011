"""``python -m allervers.domain.figures`` writes docs/indicators.md."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allervers.config.settings")
django.setup()

from .document import DOCUMENT, document  # noqa: E402 - models are read once Django is set up

DOCUMENT.write_text(document(), encoding="utf-8")
