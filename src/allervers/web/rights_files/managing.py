"""Which body manages the C2S of a file, as the household chose it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from allervers.domain.organisations.roles import Permission
from allervers.domain.rights_files import managing
from allervers.domain.rights_files.models import RightsFile
from allervers.domain.rights_files.permissions import may_examine
from allervers.web.access import requires
from allervers.web.careful import Careful, posted

from .examination import form_page
from .file import file_or_404


class BodyForm(Careful, forms.Form):
    body = forms.ChoiceField(label="Qui gère la C2S de ce foyer ?", required=False)

    def __init__(self, *args, file: RightsFile, year: int, **options):
        super().__init__(*args, initial={"body": managing.chosen(file)}, **options)
        names = managing.proposed(file, year)
        self.fields["body"].choices = [("", "Pas encore dit"), *((name, name) for name in names)]
        if len(names) == 1:
            self.fields[
                "body"
            ].help_text = f"La liste des organismes de {year} n’est pas chargée ici : seule la caisse se choisit."


@requires(Permission.EXAMINE_FILE, of=file_or_404, may=may_examine)
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """Note it from the request or from the adhesion form; the right carries it."""
    form = BodyForm(**posted(request), file=file, year=timezone.localdate().year)

    def save(given: dict) -> str:
        now = managing.choose(file, given["body"])
        return f"Organisme gestionnaire : {managing.chosen(now) or 'pas encore dit'}."

    return form_page(request, file, form, "Organisme gestionnaire de la C2S", "Enregistrer", save)
