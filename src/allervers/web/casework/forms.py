"""What the forms of a person's page share: the file they write into, what is refused, and the way back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from allervers.domain.accompaniment.models import Accompaniment, Action, Contact
from allervers.domain.accompaniment.permissions import may_correct
from allervers.domain.people.models import Identity, Person
from allervers.web.careful import Careful
from allervers.web.forms.dates import said_back
from allervers.web.forms.refusals import refusals_in
from allervers.web.undo import done as tell_with_undo


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


@dataclass(frozen=True)
class Place:
    """Where a form stands and leads back to: the page of a person, or that of a referral that waits."""

    person: Identity
    list_label: str
    list_url: str
    url: str

    @classmethod
    def of_person(cls, person: Person) -> "Place":
        page = reverse("casework:person", args=[person.pk])
        return cls(person, "Chercher une personne", reverse("casework:search"), page)

    def trail(self, here: str) -> list[dict]:
        """For the head of the page."""
        return [
            {"label": self.list_label, "url": self.list_url},
            {"label": self.person.full_name, "url": self.url},
            {"label": here},
        ]


def person_or_404(request: HttpRequest, person_id: UUID) -> Person:
    """A person whom the database shows to the account."""
    return get_object_or_404(Person.objects.select_related("fund"), pk=person_id)


def file_or_404(request: HttpRequest, accompaniment_id: UUID) -> Accompaniment:
    """A file that the account's organisation owns or handles, of a person; any other does not exist for it.

    A form that was sent holds the file until it is written: the same one sent twice at once finds what the first did.
    """
    files = Accompaniment.objects.select_for_update(of=("self",)) if request.method == "POST" else Accompaniment.objects
    return get_object_or_404(files, pk=accompaniment_id, person__isnull=False)


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    person: Person | Place,
    *,
    title: str,
    submit: str,
    save: Callable[[dict], str],
    template: str = "casework/person_form.html",
    undo: str = "",
    **context,
) -> HttpResponse:
    """Show the form; once it is right, `save` what was said, tell its sentence and go back to the person's page.

    `undo` is the address of the page that takes back what was done, where there is one.
    The form of something that waits in the inbox gives its `Place` for the person.
    """
    place = person if isinstance(person, Place) else Place.of_person(person)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            done = save(form.cleaned_data)
        if not form.errors:
            told = f"{done} {said_back(form)}".strip()
            if undo:
                tell_with_undo(request, told, undo=undo)
            else:
                messages.success(request, told)
            return redirect(place.url)
    context |= {"form": form, "person": place.person, "title": title, "submit": submit}
    context |= {"trail": place.trail(title), "back": place.url}
    return render(request, template, context)


def already_saved(request: HttpRequest, file: Accompaniment, piece: Contact | Action, title: str) -> HttpResponse:
    """What the form of this address has written: the browser's Back shows it in place of a form to send again."""
    context = {
        "piece": piece,
        "is_contact": isinstance(piece, Contact),
        "person": file.person,
        "title": title,
        "trail": trail(file.person, title),
        "may_correct": may_correct(request.user, piece, file),
        "is_open": file.is_open,
        "again": request.path,
    }
    return render(request, "casework/already_saved.html", context)


def not_possible_now(request: HttpRequest, person: Person | Place, why: str) -> HttpResponse:
    """The state of the file has changed since the link was shown: say it where the new state can be seen."""
    messages.warning(request, why)
    return redirect(person.url) if isinstance(person, Place) else back_to(person)


def back_to(person: Person) -> HttpResponse:
    return redirect("casework:person", person.pk)


def trail(person: Person, here: str) -> list[dict]:
    """Where the page stands, for its head."""
    return Place.of_person(person).trail(here)
