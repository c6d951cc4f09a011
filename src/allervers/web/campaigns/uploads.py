"""A CSV file that somebody sends: read by what reads it for a command, then removed.

It lies in memory (`/dev/shm`) where there is room, else in the folder of temporary files. A server that is killed while
it reads leaves it there, in a folder that its own account alone opens: in memory until the machine stops, else until
somebody empties that folder.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django import forms
from django.conf import settings
from django.http import HttpRequest

SHARED_MEMORY = Path("/dev/shm")
MOST_MEGABYTES = settings.FILE_UPLOAD_MAX_MEMORY_SIZE // 1024**2


class CsvForm(forms.Form):
    """One file. What is wrong with it is said line by line, beside the field."""

    file = forms.FileField(
        label="Fichier",
        help_text=f"CSV, séparateur « ; », en UTF-8, {MOST_MEGABYTES} Mo au plus.",
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide.",
            "missing": "Choisissez un fichier.",
            "invalid": "Choisissez un fichier.",
        },
    )


def refuse_too_heavy(request: HttpRequest, form: forms.Form) -> None:
    """Longer than what the server reads of a file: it has not been read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        form.add_error(
            "file",
            f"Ce fichier est trop lourd : {MOST_MEGABYTES} Mo au plus. La commande « allervers campaign » prend les "
            "plus grands.",
        )


@contextmanager
def on_disk(form: forms.Form, name: str) -> Iterator[Path]:
    """The file under a name of ours, which refusals quote; its folder is ours alone and goes with the block."""
    with tempfile.TemporaryDirectory(prefix="allervers-", dir=_in_memory(form.cleaned_data["file"].size)) as folder:
        path = Path(folder) / name
        with path.open("wb") as copy:
            for chunk in form.cleaned_data["file"].chunks():
                copy.write(chunk)
        yield path


def _in_memory(size: int) -> Path | None:
    """The folder that is on no disk; None where this machine has none, or no room for so much in it."""
    if not os.access(SHARED_MEMORY, os.W_OK) or shutil.disk_usage(SHARED_MEMORY).free < 2 * size:
        return None
    return SHARED_MEMORY
