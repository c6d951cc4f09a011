"""A CSV file that somebody sends: read by what reads it for a command, and on no disk once it is read."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django import forms
from django.conf import settings
from django.http import HttpRequest

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
    with tempfile.TemporaryDirectory(prefix="allervers-") as folder:
        path = Path(folder) / name
        with path.open("wb") as copy:
            for chunk in form.cleaned_data["file"].chunks():
                copy.write(chunk)
        yield path
