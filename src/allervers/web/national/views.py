"""The figures of the nation, of a region and of every fund, over facts alone, small numbers masked.

Only whole calendar years are proposed, each beside another: from overlapping periods, a masked month could be worked
out (docs/decisions/). One public alone is told for the nation, masked around what is shown of everybody; in a region
little would be left of it.
"""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.figures import editions, periods
from allervers.domain.figures.periods import Period
from allervers.domain.figures.publication import OF_A_FUND, PublicPublication, funds_to_show, of_nation, told_of
from allervers.domain.figures.queries import answerable, at_hand_before, tally
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.regions import name_of
from allervers.domain.organisations.roles import Permission
from allervers.web.access import requires
from allervers.web.figures import lines
from allervers.web.figures.files import KINDS, file_response
from allervers.web.figures.forms import PlaceForm, label
from allervers.web.figures.lines import Edition

ASKED = ("annee", "region", "comparaison", "public")


def _form(request) -> PlaceForm:
    asked = {name: request.GET[name] for name in ASKED if name in request.GET}
    return PlaceForm(asked or None, today=timezone.localdate())


class BeingPrepared(Exception):
    """The year of a region has not been masked yet: a job does it within minutes."""


def _edition(period: Period, *, dated: bool = False) -> Edition:
    """Everything, or what is of a period alone."""
    indicators = {name: entry for name, entry in told_of(period).items() if entry.is_of_a_period or not dated}
    counted = tally(indicators.values(), period)
    return Edition(counted, of_nation(counted, at_hand_before(period)), indicators=indicators)


def _edition_of_region(period: Period, region: str) -> Edition:
    """As it was prepared last. A region is not compared with the funds of others."""
    year = period.start.year
    if not (made := editions.edition(year)):
        raise BeingPrepared
    return Edition(
        made.of(region),
        made.publication,
        place=region,
        indicators=editions.shown_of(year),
        counted_at=made.counted_at,
    )


def _edition_of_public(period: Period, public: str, *, dated: bool = False) -> Edition:
    indicators = {name: entry for name, entry in answerable(public=public).items() if entry.is_of_a_period or not dated}
    counted = tally([*told_of(period).values(), *indicators.values()], period)
    publication = PublicPublication(counted, indicators.values(), public, at_hand_before(period))
    return Edition(counted, publication, indicators=indicators)


def _asked(request) -> tuple[PlaceForm, Edition, Edition]:
    """The year that was asked for and the one that it is compared with."""
    form = _form(request)
    region, public = form.place(), form.of_public()
    if public:
        both = _edition_of_public(form.period(), public), _edition_of_public(form.compared(), public, dated=True)
    elif region:
        both = _edition_of_region(form.period(), region), _edition_of_region(form.compared(), region)
    else:
        both = _edition(form.period()), _edition(form.compared(), dated=True)
    return form, *both


def _being_prepared(request, status: int = 200):
    """The choice of a year and place, and when to come back; a file that cannot be given yet is no success."""
    form = _form(request)
    context = {"form": form, "region": name_of(form.place()), "period": label(form.period())}
    response = render(request, "national/being_prepared.html", context, status=status)
    response["Retry-After"] = "60"
    return response


def _by_fund(edition: Edition, former: Edition) -> list[dict]:
    """The lines of each fund, by name of fund; of one public no fund tells anything."""
    if isinstance(edition.publication, PublicPublication):
        return []
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
    except BeingPrepared:
        return _being_prepared(request)
    period = form.period()
    comparable = period == periods.year(period.start.year)
    context = {
        "form": form,
        "too_small": bool(form.place()) and form.place() not in edition.publication.regions,
        "region": name_of(form.place()) if form.place() else "",
        "public": dict(form.fields["public"].choices)[form.of_public()] if form.of_public() else "",
        "period": label(period),
        "counted_at": edition.counted_at,
        "former_period": label(form.compared()),
        "comparable": comparable,
        "kinds": KINDS,
        "may_freeze": request.user.may(Permission.FREEZE_FIGURES),
        "may_use_api": request.user.may(Permission.USE_API),
        "by_fund": _by_fund(edition, former),
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
    except BeingPrepared:
        return _being_prepared(request, status=503)
    period, before, region = form.period(), form.compared(), form.place()
    days, former_days = (period.start, period.end), (before.start, before.end)
    place = name_of(region) if region else "France"
    if form.of_public():
        place = f"{place}, {dict(form.fields['public'].choices)[form.of_public()].lower()}"
    rows = lines.file_rows(place, days, former_days, lines.all_lines(edition, former))
    for entry in _by_fund(edition, former):
        rows += lines.file_rows(entry["fund"].name, days, former_days, entry["lines"])
    public = form.of_public()
    name = "-".join(filter(None, ["chiffres", region or "france", public.replace("_", "-"), str(period.start.year)]))
    subject = f"{place}, {label(period)}"
    return file_response(request.GET.get("format", "csv"), name, subject, rows, edition.indicators.values())
