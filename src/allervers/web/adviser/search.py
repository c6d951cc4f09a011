"""The search of a person. What is typed is personal: it is posted, answered at once, and never in an address."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.accompaniment.queries import UNDER_WAY, persons_entrusted
from allervers.domain.organisations.roles import Permission
from allervers.domain.people.models import Person
from allervers.domain.people.queries import Wanted, search, understand
from allervers.web.access import requires
from allervers.web.careful import Careful

SHOWN = 20


class SearchForm(Careful, forms.Form):
    """One box for everything that somebody may remember of a person."""

    typed = forms.CharField(
        label="Nom, date de naissance, téléphone ou numéro de sécurité sociale",
        help_text=(
            "Les fautes de frappe sont acceptées. Vous pouvez préciser l’année ou la date de naissance : "
            "« dupont 1984 », « dupont 12/03/1984 »."
        ),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Écrivez ce que vous cherchez."},
    )

    def clean_typed(self) -> Wanted:
        return understand(self.cleaned_data["typed"])


@dataclass(frozen=True)
class Result:
    """One line of the list."""

    person: Person
    phone_end: str
    accompaniments: list[Accompaniment]


def _results(persons: Iterable[Person]) -> list[Result]:
    persons = list(persons)
    under_way = Accompaniment.objects.filter(**UNDER_WAY)
    prefetch_related_objects(persons, Prefetch("accompaniments", under_way, to_attr="under_way"))
    return [Result(person, person.phone_key[-4:], person.under_way) for person in persons]


@requires(Permission.SEE_PERSON)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The box, and below it the persons found, the most alike first."""
    form = SearchForm(request.POST, request.FILES) if request.method == "POST" else SearchForm()
    context = {"form": form, "shown": SHOWN}
    if form.is_valid():
        organisation_id = request.user.organisation_id
        found = search(
            form.cleaned_data["typed"],
            fund_id=organisation_id,
            entrusted=persons_entrusted(organisation_id),
            how_many=SHOWN + 1,
        )
        context |= {"searched": True, "results": _results(found[:SHOWN]), "has_more": len(found) > SHOWN}
    return render(request, "adviser/search.html", context)
