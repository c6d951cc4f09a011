"""Files that people send."""

from django import forms


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One PDF, or photographs in the order in which they were chosen."""

    widget = SeveralFiles(attrs={"accept": "application/pdf,image/*", "multiple": True})
    missing = "Choisissez un fichier : un PDF, ou une ou plusieurs photos."

    def clean(self, value, initial=None):
        given = value if isinstance(value, list | tuple) else [value] if value else []
        if not given:
            raise forms.ValidationError(self.missing)
        return given
