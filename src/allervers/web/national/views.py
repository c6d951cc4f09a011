"""The figures of the nation, of a region and of every fund, over facts alone, small numbers masked.

Only whole calendar years are proposed, each beside another: from overlapping periods, a masked month could be worked
out (docs/decisions/). One public alone is told for the nation, masked around what is shown of everybody; in a region
little would be left of it.
"""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.figures import editions, periods
from allervers.domain.figures.editions import NotPrepared
from allervers.domain.figures.periods import Period
from allervers.domain.figures.publication import OF_A_FUND, funds_to_show
from allervers.domain.figures.shapes import WHOLE
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.regions import name_of
from allervers.domain.organisations.roles import Permission
from allervers.domain.snapshots.permissions import FREEZE_FIGURES
from allervers.web.access import requires
from allervers.web.figures import lines
from allervers.web.figures.files import KINDS, file_response
from allervers.web.figures.forms import PlaceForm, label
from allervers.web.figures.lines import Edition
from allervers.web.figures.preparing import being_prepared

ASKED = ("annee", "region", "comparaison", "public")


def _form(request) -> PlaceForm:
    asked = {name: request.GET[name] for name in ASKED if name in request.GET}
    return PlaceForm(asked or None, today=timezone.localdate())


def _edition(period: Period, form: PlaceForm, *, dated: bool = False) -> Edition:
    """What was prepared last of this year, place and public: everything, or what is of a period alone. Raises
    NotPrepared."""
    region = form.place()
    made = editions.edition(period, editions.REGIONS if region else form.of_public() or editions.NATION)
    return Edition(
        made.of(region) if region else made.counted,
        made.publication,
        place=region or WHOLE,
        indicators={name: entry for name, entry in made.indicators.items() if entry.is_of_a_period or not dated},
        counted_at=made.counted_at,
    )


def _asked(request) -> tuple[PlaceForm, Edition, Edition]:
    """The year that was asked for and the one that it is compared with."""
    form = _form(request)
    return form, _edition(form.period(), form), _edition(form.compared(), form, dated=True)


def _counted(form: PlaceForm, edition: Edition) -> Period:
    """The days that were counted: of a year under way, those until it was prepared, whatever the hour of the reader."""
    return form.period().until(timezone.localdate(edition.counted_at))


def _being_prepared(request, *, is_file: bool = False):
    form = _form(request)
    of = f"Chiffres de la région {name_of(form.place())}" if form.place() else "Chiffres nationaux"
    back = reverse("home"), "Revenir à l’accueil"
    return being_prepared(request, f"{of}, {label(form.period())}", back, is_file=is_file)


def _by_fund(edition: Edition, former: Edition) -> list[dict]:
    """The lines of each fund, by name of fund."""
    funds = Organisation.objects.filter(pk__in=funds_to_show(edition.tally)).order_by("name", "code")
    return [
        {
            "fund": fund,
            "lines": [line for entry in OF_A_FUND for line in lines.lines(entry, edition, former, scope=fund.pk)],
        }
        for fund in funds
    ]


@requires(Permission.NATIONAL_FIGURES)
@require_safe
def figures(request):
    """The same indicators as a fund's page, for the nation or a region, then fund by fund."""
    try:
        form, edition, former = _asked(request)
    except NotPrepared:
        return _being_prepared(request)
    period = _counted(form, edition)
    comparable = period == periods.year(period.start.year)
    context = {
        "form": form,
        "too_small": not edition.publication.tells_of(form.place() or WHOLE),
        "region": name_of(form.place()) if form.place() else "",
        "public": dict(form.fields["public"].choices)[form.of_public()] if form.of_public() else "",
        "period": label(period),
        "counted_at": edition.counted_at,
        "former_period": label(form.compared()),
        "comparable": comparable,
        "kinds": KINDS,
        "may_freeze": request.user.may(FREEZE_FIGURES),
        "may_use_api": request.user.may(Permission.USE_API),
        "by_fund": [] if form.of_public() else _by_fund(edition, former),
        "fund_columns": OF_A_FUND,
        **lines.page(edition, former, comparable=comparable),
    }
    return render(request, "national/figures.html", context)


@requires(Permission.NATIONAL_FIGURES)
@require_safe
def export(request):
    """The same figures as a file, masked alike; `format` is one of `KINDS`."""
    try:
        form, edition, former = _asked(request)
    except NotPrepared:
        return _being_prepared(request, is_file=True)
    period, before, region = _counted(form, edition), form.compared(), form.place()
    days, former_days = (period.start, period.end), (before.start, before.end)
    place = name_of(region) if region else "France"
    if form.of_public():
        place = f"{place}, {dict(form.fields['public'].choices)[form.of_public()].lower()}"
    rows = lines.file_rows(place, days, former_days, lines.all_lines(edition, former))
    for entry in [] if form.of_public() else _by_fund(edition, former):
        rows += lines.file_rows(entry["fund"].name, days, former_days, entry["lines"])
    public = form.of_public()
    name = "-".join(filter(None, ["chiffres", region or "france", public.replace("_", "-"), str(period.start.year)]))
    subject = f"{place}, {label(period)}"
    return file_response(request.GET.get("format", "csv"), name, subject, rows, edition.indicators.values())
