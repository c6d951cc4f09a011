"""Where to reach the person of a file, corrected by who examines it: most often because a letter cannot leave."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from allervers.domain.organisations.roles import Permission
from allervers.domain.people.texts import telephone
from allervers.domain.rights_files import contact, sending
from allervers.domain.rights_files.models import RightsFile
from allervers.domain.rights_files.permissions import may_examine
from allervers.domain.rights_files.workflow import Refused
from allervers.messaging.postal import MOST_LINES, WIDTH
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.widgets import PhoneInput

from .examination import form_page
from .file import file_or_404

CAME_FROM, LETTERS = "depuis", "courriers"
CHANGED = (
    "Quelqu’un d’autre a changé ces coordonnées pendant que vous écriviez. Vos réponses sont gardées ci-dessous : "
    "comparez-les avec le dossier, puis enregistrez de nouveau si elles sont justes."
)


class ContactForm(Careful, forms.Form):
    """`seen` is what the page showed: somebody may have changed it in between."""

    postal_address = forms.CharField(
        label="Adresse postale",
        required=False,
        max_length=300,
        help_text=f"Une ligne par ligne de l’enveloppe, {WIDTH} signes au plus, {MOST_LINES - 1} lignes au plus. La "
        "dernière est le code postal et la ville, ou le pays. Une domiciliation convient.",
        widget=forms.Textarea({"rows": 5, "autocomplete": "off"}),
    )
    phone = forms.CharField(label="Téléphone", required=False, max_length=30, widget=PhoneInput)
    email = forms.EmailField(
        label="Adresse électronique", required=False, widget=forms.EmailInput({"autocomplete": "off"})
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, file: RightsFile, **options):
        shown = contact.told(file) | {"seen": contact.digest(file)}
        super().__init__(*args, initial=shown, **options)
        self.file = file
        self.fields["phone"].validators.append(telephone)

    def clean_postal_address(self) -> str:
        address = self.cleaned_data["postal_address"]
        try:
            contact.check_postable(self.file, address)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return address

    def clean(self):
        given = super().clean()
        now = contact.digest(self.file)
        if given.get("seen") != now:
            self.add_error(None, CHANGED)
            self.data = self.data.copy()
            self.data["seen"] = now
        return given


@requires(Permission.EXAMINE_FILE, of=file_or_404, may=may_examine)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """Where the letters of a file go; come from those that wait, one goes back to them."""
    form = ContactForm(**posted(request), file=file)

    def save(given: dict) -> str:
        contact.correct(file, given, seen=given["seen"])
        waiting = sending.waiting(request.user.organisation).filter(file=file).count()
        if not waiting or not given["postal_address"]:
            return "Les coordonnées sont corrigées."
        letters = f"{waiting} courriers de ce dossier partent" if waiting > 1 else "le courrier de ce dossier part"
        return f"Les coordonnées sont corrigées : {letters} au prochain lot."

    came_from_letters = request.GET.get(CAME_FROM) == LETTERS
    back = reverse("rights_files:batches") if came_from_letters else ""
    return form_page(request, file, form, "Corriger les coordonnées", "Enregistrer", save, back=back)
