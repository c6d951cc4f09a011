"""What every form that people type into does with texts: unseen characters are taken out (`people.texts`); a file
instead of an answer, a NIR in a text, a pile of accents, too long a text are refused."""

from django import forms
from django.http import HttpRequest

from allervers.domain.people import nir, texts

TOO_LONG = "%(limit_value)d caractères au plus ; vous en avez envoyé %(show_value)d."
FILE_INSTEAD_OF_TEXT = (
    "Un fichier est arrivé à la place d’une réponse. Écrivez la réponse ; un fichier ne peut pas être joint."
)
NIR_IN_TEXT = "Ce texte contient un numéro de sécurité sociale. Retirez-le d’ici : il y serait lisible par tous."


RESUMED = "reprise"
KEPT_TEXT = "kept_text"  # the sealed form, in the page that asks to sign in and in the session (`web.public.kept`)
FOUND_AGAIN = (
    "Votre session s’était terminée. Voici ce que vous aviez écrit : rien n’est encore enregistré. Relisez, puis "
    "enregistrez."
)


class Careful:
    """For a form: a file is no answer, a free text holds no NIR, and a text that is too long says by how much."""

    holds_nir = frozenset()
    # Of a page of several forms, one is enough.
    tells_resumed = True

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.error_messages["max_length"] = TOO_LONG
        tidy_texts(self)

    def clean(self):
        given = super().clean() or self.cleaned_data
        refuse_files(self)
        refuse_nir_in_texts(self, holds_nir=self.holds_nir)
        if self.tells_resumed:
            only_show_when_resumed(self)
        return given


def only_show_when_resumed(form: forms.BaseForm) -> None:
    """A form that comes back after its session had ended (`web.public.kept`) is shown, not saved."""
    if form.data.get(RESUMED):
        form.add_error(None, FOUND_AGAIN)


def tidy_texts(form: forms.BaseForm) -> None:
    """Every text of the form is read as `people.texts` keeps it, before any other rule looks at it."""
    for field in form.fields.values():
        if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput):
            field.to_python = _Tidied(field.to_python)
            field.validators = [*field.validators, _refuse_overloaded]


class _Tidied:
    """Reads a value as the field did, once tidied."""

    def __init__(self, read):
        self.read = read

    def __call__(self, value):
        return self.read(texts.tidied(value) if isinstance(value, str) else value)


def _refuse_overloaded(value: str) -> None:
    if isinstance(value, str) and texts.is_overloaded(value):
        raise forms.ValidationError(texts.TOO_MANY_ACCENTS, "overloaded")


def refuse_files(form: forms.BaseForm) -> None:
    """Say it next to each field that received a file, instead of what else was wrong with it."""
    for name in [name for name in form.fields if form.add_prefix(name) in form.files]:
        form.errors.pop(name, None)
        form.add_error(name, FILE_INSTEAD_OF_TEXT)


def refuse_nir_in_texts(form: forms.BaseForm, *, holds_nir: frozenset[str]) -> None:
    """In every text but the fields named in `holds_nir`, where the number is encrypted."""
    for name, value in list(form.cleaned_data.items()):
        if name not in holds_nir and isinstance(value, str) and nir.is_in(value):
            form.add_error(name, NIR_IN_TEXT)


def posted(request: HttpRequest) -> dict:
    """What a form is built with: what was sent, or nothing when the page is first shown."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
