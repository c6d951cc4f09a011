"""What the forms of a person's page share: the file they write into, what is refused, and the way back."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.accompaniment.refusals import sentence
from allervers.domain.accompaniment.workflow import FormAlreadyUsed, WorkflowError
from allervers.domain.people.models import Person
from allervers.web.careful import Careful


class WhyForm(Careful, forms.Form):
    """A change of hands or of state says why; it is kept in the trail of the file."""

    why = forms.CharField(
        label="Pourquoi ?",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Écrivez pourquoi, en quelques mots."},
    )

    def clean_why(self) -> str:
        return re.sub(r"\s+", " ", self.cleaned_data["why"])


def posted(request: HttpRequest) -> dict:
    """What a form is built with: what was sent, or nothing when the page is first shown."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def file_or_404(request: HttpRequest, accompaniment_id: UUID) -> Accompaniment:
    """A file that the account's organisation owns or handles, of a person; any other does not exist for it.

    A form that was sent holds the file until it is written: the same one sent twice at once finds what the first did.
    """
    files = Accompaniment.objects.select_for_update(of=("self",)) if request.method == "POST" else Accompaniment.objects
    return get_object_or_404(files, pk=accompaniment_id, person__isnull=False)


@contextmanager
def refusals_in(form: forms.BaseForm) -> Iterator[None]:
    """What the workflow or the database refuses becomes a sentence of the form; then nothing is written."""
    try:
        with transaction.atomic():
            yield
    except FormAlreadyUsed as refusal:
        form.add_error(None, str(refusal))
        form.data = form.data.copy()
        form.data[form.add_prefix("id")] = str(uuid4())
    except WorkflowError as refusal:
        form.add_error(None, str(refusal))
    except IntegrityError as error:
        form.add_error(None, sentence(error))


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    person: Person,
    *,
    title: str,
    submit: str,
    save: Callable[[dict], str],
    template: str = "adviser/person_form.html",
    **context,
) -> HttpResponse:
    """Show the form; once it is right, `save` what was said, tell its sentence and go back to the person's page."""
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            done = save(form.cleaned_data)
        if not form.errors:
            messages.success(request, done)
            return back_to(person)
    context |= {"form": form, "person": person, "title": title, "submit": submit, "trail": trail(person, title)}
    return render(request, template, context)


def not_possible_now(request: HttpRequest, person: Person, why: str) -> HttpResponse:
    """The state of the file has changed since the link was shown: say it where the new state can be seen."""
    messages.warning(request, why)
    return back_to(person)


def back_to(person: Person) -> HttpResponse:
    return redirect("adviser:person", person.pk)


def trail(person: Person, here: str) -> list[dict]:
    """Where the page stands, for its head."""
    return [
        {"label": "Chercher une personne", "url": reverse("adviser:search")},
        {"label": person.full_name, "url": reverse("adviser:person", args=[person.pk])},
        {"label": here},
    ]
