"""Coming in, with the code and the birth date, and going out."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from allervers.domain.appointments import visits
from allervers.domain.rights_files import person_links
from allervers.web.forms.dates import BirthDateField

from .visit import begin, forget, key_of, shown, words_of
from .words import Words


class EntryForm(forms.Form):
    """Both, or nothing is shown."""

    code = forms.CharField(
        max_length=40, widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"})
    )
    birth_date = BirthDateField()

    def __init__(self, *args, words: Words, from_link: bool, **options):
        super().__init__(*args, **options)
        code, born = self.fields["code"], self.fields["birth_date"]
        code.label, code.help_text = words["open.code"], words["code.help"]
        code.error_messages["required"] = words["code.missing"]
        born.label, born.help_text = words["born"], words["born.help"]
        born.error_messages["required"] = born.error_messages["unreadable"] = words["born.missing"]
        born.HOW = words["born.missing"]
        born.widget.attrs |= {"inputmode": "numeric"}
        if from_link:
            code.widget = forms.HiddenInput()


def _asked(request: HttpRequest, form: EntryForm, *, status: int = 200) -> HttpResponse:
    return shown(request, "own_file/open.html", form=form, status=status)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_by_code(request: HttpRequest) -> HttpResponse:
    """Asks for both; nothing on this page depends on whether the code exists."""
    words = words_of(request)
    if request.method != "POST":
        return _asked(request, EntryForm(words=words, from_link=False))
    from_link = bool(request.POST.get("link"))
    form = EntryForm(request.POST, words=words, from_link=from_link)
    if not form.is_valid():
        return _asked(request, form)
    given = (form.cleaned_data["code"], form.cleaned_data["birth_date"])
    # A code is that of a file or of an appointment: it opens what it was given for.
    opened, page = person_links.open_with(*given), "own_file:file"
    if opened is None:
        opened, page = visits.open_with(*given), "own_file:appointment"
    if opened is None:
        form = EntryForm(request.POST, words=words, from_link=False)
        form.add_error(None, words["open.refused"])
        return _asked(request, form)
    response = redirect(page)
    begin(response, opened)
    return response


@login_not_required
@require_http_methods(["GET", "HEAD"])
def open_by_link(request: HttpRequest, code: str) -> HttpResponse:
    """Asks for the birth date. Looks nothing up and uses nothing up: programs that read mail open links too."""
    form = EntryForm(initial={"code": code[:40]}, words=words_of(request), from_link=True)
    return _asked(request, form)


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """The visit ends at once: the telephone may be somebody else's."""
    person_links.end_visit(key_of(request))
    visits.end_visit(key_of(request))
    response = redirect("own_file:open")
    forget(response)
    return response
