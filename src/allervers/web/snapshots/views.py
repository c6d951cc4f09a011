"""Freezing the figures of a year, and comparing them later with what the same facts would give today."""

import datetime
import uuid
from dataclasses import replace

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.figures import editions
from allervers.domain.figures.editions import NotPrepared
from allervers.domain.figures.periods import Period, year
from allervers.domain.figures.queries import answerable, tally
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Permission
from allervers.domain.snapshots import queries
from allervers.domain.snapshots.models import Snapshot
from allervers.domain.snapshots.permissions import FREEZE_FIGURES
from allervers.domain.snapshots.workflow import Line, definition, freeze
from allervers.publishing.secrecy import Mask
from allervers.web.access import requires
from allervers.web.careful import Careful
from allervers.web.exports import csv_response
from allervers.web.figures.forms import label, past_years, under_way
from allervers.web.figures.lines import Edition, all_lines
from allervers.web.figures.preparing import being_prepared
from allervers.web.forms.fields import MintedIdField
from allervers.web.intent import intent_of, one_intent

from .words import described


class FreezeForm(Careful, forms.Form):
    """Which year, under which title."""

    id = MintedIdField()
    year = forms.TypedChoiceField(
        label="Année",
        coerce=int,
        error_messages={"required": "Choisissez une année.", "invalid_choice": "Choisissez une année de la liste."},
    )
    title = forms.CharField(
        label="Où ces chiffres sont-ils publiés ?",
        help_text="Par exemple : rapport annuel, conseil de la caisse du 12 mars.",
        max_length=120,
        error_messages={"required": "Écrivez pour quelle publication : vous la retrouverez dans la liste."},
    )

    def __init__(self, *args, today: datetime.date, **options):
        super().__init__(*args, **options)
        self.fields["year"].choices = [*past_years(today), under_way(today)]


def _reads_nation(account: User) -> bool:
    return account.may(Permission.NATIONAL_FIGURES)


def _lines(account: User, period: Period, *, of_now: bool = False) -> list[Line]:
    """Every value of the page of figures, masked for the nation as it is there. Raises NotPrepared while the nation's
    are being masked; with `of_now`, also when a fact has changed since they were."""
    if _reads_nation(account):
        made = editions.edition(period)
        if of_now and not editions.is_of_now(made):
            raise NotPrepared
        told, counted, publication = made.indicators, made.counted, made.publication
    else:
        told = answerable(account.organisation_id)
        counted, publication = tally(told.values(), period, account.organisation_id), None
    of_period = {name: entry for name, entry in told.items() if entry.is_of_a_period}
    edition = Edition(counted, publication, indicators=of_period)
    return [
        Line(line.indicator.name, line.detail, str(line.value), line.value.number) for line in all_lines(edition, None)
    ]


CHANGING = (
    "Les chiffres de cette année viennent de changer et sont en préparation. Rien n’est figé : demandez-le de nouveau "
    "dans une minute."
)


@requires(FREEZE_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def show_all(request):
    """The list, the latest first, and the form that adds to it."""
    today = timezone.localdate()
    form = FreezeForm(request.POST or None, today=today, initial={"id": intent_of(request)})
    if request.method == "POST" and form.is_valid():
        try:
            made = _freeze(request, form.cleaned_data, today)
        except NotPrepared:
            form.add_error(None, CHANGING)
        else:
            messages.success(request, "Ces chiffres sont figés, avec leurs définitions.")
            return redirect("snapshots:one", made.pk)
    made = [{"snapshot": each, "period": _label(each)} for each in queries.visible(request.user)]
    return render(request, "snapshots/all.html", {"form": form, "made": made, "nation": _reads_nation(request.user)})


def _freeze(request, given: dict, today: datetime.date) -> Snapshot:
    period = year(given["year"]).until(today)
    return freeze(
        request.user,
        snapshot_id=given["id"],
        title=given["title"],
        period=period,
        fund=None if _reads_nation(request.user) else request.user.organisation,
        read=lambda: _lines(request.user, period, of_now=True),
    )


def _label(snapshot: Snapshot) -> str:
    return label(_period(snapshot))


def _period(snapshot: Snapshot) -> Period:
    return Period(snapshot.start, snapshot.end, 12)


def _compared(request, snapshot: Snapshot) -> list[queries.Compared]:
    return queries.compared(snapshot, _lines(request.user, _period(snapshot)))


def _being_prepared(request, snapshot: Snapshot, *, is_file: bool = False):
    back = reverse("snapshots:all"), "Tous les chiffres figés"
    return being_prepared(request, f"{snapshot.title}, {_label(snapshot)}", back, is_file=is_file)


def _visible(request, snapshot_id: uuid.UUID) -> Snapshot:
    return get_object_or_404(queries.visible(request.user), pk=snapshot_id)


@requires(FREEZE_FIGURES, of=_visible)
@require_safe
def show(request, snapshot: Snapshot):
    """What was published, what it would be today, and why that differs."""
    try:
        compared = _compared(request, snapshot)
    except NotPrepared:
        return _being_prepared(request, snapshot)
    changed = [each for each in compared if each.changed]
    context = {
        "snapshot": snapshot,
        "period": _label(snapshot),
        "facts": [
            sentence
            for change in queries.fact_changes(snapshot)
            for sentence in described(change, published=snapshot.fund is None)
        ],
        "redefined": _redefined(snapshot, compared),
        "changed": [_row(snapshot, each) for each in changed],
        "rows": [_row(snapshot, each) for each in compared if each.then],
    }
    return render(request, "snapshots/one.html", context)


def _redefined(snapshot: Snapshot, compared: list[queries.Compared]) -> list[dict]:
    names = dict.fromkeys((each.then or each.now).indicator for each in compared if each.redefined)
    return [{"then": snapshot.definitions.get(name), "now": definition(name)} for name in names]


def _today(snapshot: Snapshot, each: queries.Compared) -> Line | None:
    """Today's value beside the frozen one. Of the nation only that it changed is told: the difference of two numbers
    that may each be published is a small one most of the time, and with others it tells further ones."""
    if snapshot.fund is None and each.now and each.changed:
        return replace(each.now, text=Mask.HIDDEN.value, number=None)
    return each.now


def _row(snapshot: Snapshot, each: queries.Compared) -> dict:
    line = each.then or each.now
    known = snapshot.definitions.get(line.indicator) or definition(line.indicator)
    return {
        "label": known["label"],
        "detail": line.detail,
        "then": each.then.text if each.then else "Pas encore compté",
        "now": _today(snapshot, each).text if each.now else "N’est plus compté",
        "why": "Définition" if each.redefined else "Données",
    }


HEADING = ["Indicateur", "Libellé", "Détail", "Valeur publiée", "Valeur aujourd’hui", "Définition à la publication"]


@requires(FREEZE_FIGURES, of=_visible)
@require_safe
def export(request, snapshot: Snapshot):
    """Each value published beside today's, with the definition of then."""
    try:
        compared = _compared(request, snapshot)
    except NotPrepared:
        return _being_prepared(request, snapshot, is_file=True)
    rows = [
        [
            each.then.indicator,
            snapshot.definitions[each.then.indicator]["label"],
            each.then.detail,
            each.then.text if each.then.number is None else each.then.number,
            (now.text if now.number is None else now.number) if now else None,
            snapshot.definitions[each.then.indicator]["definition"],
        ]
        for each, now in [(each, _today(snapshot, each)) for each in compared]
        if each.then
    ]
    return csv_response(f"chiffres-figes-{snapshot.start.year}.csv", HEADING, rows)
