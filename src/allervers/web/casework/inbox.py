"""The inbox: the referrals of the fund that wait for an adviser, urgent ones first, then the oldest."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.accompaniment.codes import THEME_OF_REASON
from allervers.domain.accompaniment.load import WAITING, days_ago
from allervers.domain.accompaniment.models import Contact
from allervers.domain.organisations.roles import Permission
from allervers.domain.referrals.codes import DetectorFamily, Reason
from allervers.domain.referrals.models import Referral
from allervers.domain.referrals.queries import inbox
from allervers.web.access import requires

from .words import spoken_language

PER_PAGE = 25

# The list is dense: one or two words each. The filter and the referral itself say them in full.
SHORT_REASONS = {
    Reason.RIGHTS: "Droits",
    Reason.FORGONE_CARE: "Soins",
    Reason.FORGONE_CARE_DISABILITY: "Soins et handicap",
    Reason.DIGITAL: "Numérique",
    Reason.COMPLEX_SOCIAL: "Situation sociale",
}


class InboxFilters(forms.Form):
    """Filters of the list. They stand in the address, so none of them says anything about a person."""

    mark_optional = False

    reason = forms.ChoiceField(label="Cadre", choices=[("", "Tous"), *Reason.choices], required=False)
    family = forms.ChoiceField(label="De la part de", choices=[("", "Tous"), *DetectorFamily.choices], required=False)
    depuis = forms.TypedChoiceField(
        label="Reçues depuis",
        choices=[("", "Toujours"), *((days, f"{days} jours et plus") for days in WAITING[1:])],
        coerce=int,
        empty_value=0,
        required=False,
    )
    urgent = forms.BooleanField(label="Urgentes seulement", required=False)

    def apply(self, referrals: QuerySet[Referral]) -> QuerySet[Referral]:
        """The referrals that pass; a filter that is not understood says so and keeps everybody."""
        if not self.is_valid():
            return referrals
        wanted = self.cleaned_data
        if wanted["reason"]:
            referrals = referrals.filter(reasons__contains=[wanted["reason"]])
        if wanted["family"]:
            referrals = referrals.filter(detector_family=wanted["family"])
        if wanted["depuis"]:
            referrals = referrals.filter(received_at__date__lte=days_ago(wanted["depuis"]))
        if wanted["urgent"]:
            referrals = referrals.filter(urgent=True)
        return referrals

    @property
    def narrows(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    referral: Referral
    age: int | None
    reasons: list[dict]
    waiting_days: int
    language: str
    attempts: list[Contact]


def _rows(referrals: Iterable[Referral]) -> list[Row]:
    today = timezone.localdate()
    return [
        Row(
            referral,
            age=referral.age_on(today),
            reasons=[
                {"code": THEME_OF_REASON[code].value, "label": label}
                for code, label in SHORT_REASONS.items()
                if code in referral.reasons
            ],
            waiting_days=(today - timezone.localdate(referral.received_at)).days,
            language=spoken_language(referral),
            attempts=list(referral.contacts.all()),
        )
        for referral in referrals
    ]


@requires(Permission.TRIAGE)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The list, 25 a page, narrowed by the filters of the address."""
    filters = InboxFilters(request.GET)
    waiting = filters.apply(inbox(request.user.organisation_id)).prefetch_related("contacts")
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    context = {"filters": filters, "page": page, "rows": _rows(page)}
    return render(request, "casework/inbox.html", context)
