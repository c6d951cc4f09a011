"""Files that people send."""

from django import forms
from django.conf import settings
from django.http import HttpRequest

from allervers.domain.documents import intake

NOT_STORED = (
    "Le document n’a pas pu être enregistré, rien n’a été gardé. Attendez un instant, puis envoyez-le de nouveau."
)
TOO_HEAVY = f"Ce document est trop lourd : {intake.MOST_BYTES // 1024**2} Mo au plus. Envoyez-le en plusieurs fois."


def is_too_heavy(request: HttpRequest) -> bool:
    """Longer than what the server reads of a file: it has not been read."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One PDF, or photographs in the order in which they were chosen."""

    widget = SeveralFiles(attrs={"accept": "application/pdf,image/*", "multiple": True})
    missing = "Choisissez un fichier : un PDF, ou une ou plusieurs photos."

    def clean(self, value, initial=None):
        given = value if isinstance(value, list | tuple) else [value] if value else []
        if self.required and not given:
            raise forms.ValidationError(self.missing)
        return given
