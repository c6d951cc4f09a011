"""The accompaniments under way: what is due first, then who has been without contact for longest."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.accompaniment.load import SILENCE, days_ago, silent_since
from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.accompaniment.permissions import REASSIGN
from allervers.domain.accompaniment.queries import by_urgency, entrusted, under_way
from allervers.domain.organisations.models import Organisation, User
from allervers.domain.organisations.roles import Permission
from allervers.web.access import requires

from .hands import ReassignForm

PER_PAGE = 25

MINE, ALL, ENTRUSTED = "mine", "all", "entrusted"
WHOSE = {MINE: "Les miens", ALL: "Tous ceux de la caisse", ENTRUSTED: "Confiés par une autre caisse"}


class FilesFilter(forms.Form):
    """Whose files. Only a fund has a choice: a body that handles files has those it was entrusted with."""

    mark_optional = False

    whose = forms.ChoiceField(label="Lesquels", choices=WHOSE.items(), required=False)
    conseiller = forms.TypedChoiceField(label="Conseiller", coerce=int, empty_value=None, required=False)
    sans_contact = forms.TypedChoiceField(
        label="Sans contact depuis",
        choices=[("", "Peu importe"), *((days, f"{days} jours et plus") for days in SILENCE[1:])],
        coerce=int,
        empty_value=0,
        required=False,
    )

    def __init__(self, data, *, user: User, whose: str):
        super().__init__(data)
        if whose != ALL:
            del self.fields["conseiller"]
            return
        accounts = User.objects.filter(organisation_id=user.organisation_id, accompaniments__closed_on=None)
        named = [(one.pk, str(one)) for one in accounts.order_by("last_name", "first_name", "pk").distinct()]
        self.fields["conseiller"].choices = [("", "Tous"), (0, "Sans conseiller"), *named]

    @property
    def narrows(self) -> bool:
        given = self.cleaned_data if self.is_valid() else {}
        return given.get("conseiller") is not None or bool(given.get("sans_contact"))

    def apply(self, files: QuerySet[Accompaniment]) -> QuerySet[Accompaniment]:
        """A filter that is not understood says so and keeps everybody."""
        given = self.cleaned_data if self.is_valid() else {}
        adviser = given.get("conseiller")
        if adviser is not None:
            files = files.filter(adviser=adviser or None)
        if given.get("sans_contact"):
            silent = silent_since(files, timezone.localdate())
            files = silent.filter(silent_since__lte=days_ago(given["sans_contact"]))
        return files


def _whose(request: HttpRequest) -> str:
    if request.user.organisation.kind != Organisation.Kind.FUND:
        return ENTRUSTED
    asked = request.GET.get("whose", MINE)
    return asked if asked in WHOSE else MINE


def _files(whose: str, user: User) -> QuerySet[Accompaniment]:
    if whose == ENTRUSTED:
        return entrusted(user.organisation_id)
    files = under_way(user.organisation_id)
    return files.filter(adviser=user) if whose == MINE else files


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    file: Accompaniment
    late: bool


def _rows(files: Iterable[Accompaniment], today: datetime.date) -> list[Row]:
    return [
        Row(
            file,
            late=file.next_due_on is not None and file.next_due_on < today,
        )
        for file in files
    ]


@requires(Permission.ACCOMPANY)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The list, 25 a page: the account's own files, those of the fund, or those entrusted to the organisation."""
    whose = _whose(request)
    filters = FilesFilter({"whose": MINE, **request.GET.dict()}, user=request.user, whose=whose)
    files = by_urgency(filters.apply(_files(whose, request.user))).prefetch_related(
        "person", "adviser", "fund", "handled_by"
    )
    page = Paginator(files, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "may_choose": request.user.organisation.kind == Organisation.Kind.FUND,
        "whose": whose,
        "page": page,
        "reassign": ReassignForm(user=request.user) if whose == ALL and request.user.may(REASSIGN) else None,
        "rows": _rows(page, timezone.localdate()),
    }
    return render(request, "casework/open_files.html", context)
