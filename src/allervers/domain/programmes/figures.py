"""Figures of a programme: sums of counters, whatever the number of persons."""

from collections.abc import Callable

from django.db.models import QuerySet, Sum

from . import seasons
from .codes import Answer, Channel, Cohort, Exclusion, Kind, NoParcel, NoVoucher, Reversal, State
from .models import Programme, ProgrammeCount

LARGEST = 8  # persons of a household: those of more are counted with it


def figures(programme: Programme, fund: int | None = None) -> dict[str, object]:
    """Of the whole programme, or of one fund; needs a context that sees them.

    The names of formats §8 are there whatever the kind: where a kind knows no such thing, nobody did it. `population`
    are persons, not known of one fund; of masks, `notified` and `excluded` are households, and `parcels` says the rest;
    of flu they are those whom the campaign invites, and `vouchers` says the rest.

    `created`: spaces that stand because nobody had said no, whatever became of them; `activated`: who ever activated;
    `opposed` and `closed`: who does now. `present` is where each of the notified stands, once. A code is expired when
    its last day is before the latest day that a wave or a tick was run for.
    """
    rows = ProgrammeCount.objects.filter(programme=programme)
    if fund is not None:
        rows = rows.filter(fund=fund)
    counted: dict[str, int] = {}
    expired = 0
    for what, day, number in rows.values_list("what", "day", "number"):
        counted[what] = counted.get(what, 0) + number
        if what == "code_live" and programme.as_of and day < programme.as_of:
            expired += number

    def of(what: str) -> int:
        return counted.get(what, 0)

    said = {
        "kind": programme.kind,
        "population": programme.population if fund is None else None,
        "notified": of("notified"),
        "excluded": {reason: of(f"excluded:{reason}") for reason in _EXCLUSIONS[programme.kind].values},
        "activated": of("activated"),
        "opposed": of(f"state:{State.OPPOSED}"),
        "created": of("created"),
        "closed": of(f"state:{State.CLOSED}"),
        "codes": {
            "issued": of("codes_issued"),
            "used": of("codes_used"),
            "expired": of("codes_expired") + expired,
        },
        "by_channel": {
            channel: {kind: of(f"answer:{kind}:{channel}") for kind in Answer.values} for channel in Channel.values
        },
        "as_of": programme.as_of and programme.as_of.isoformat(),
    }
    return said | _MORE[programme.kind](programme, of, rows)


_EXCLUSIONS = {Kind.MES: Exclusion, Kind.MASKS: NoParcel, Kind.FLU: NoVoucher}


def _of_mes(programme: Programme, of: Callable[[str], int], rows: QuerySet) -> dict[str, object]:
    return {"present": {state: of(f"state:{state}") for state in State.values}}


def _of_masks(programme: Programme, of: Callable[[str], int], rows: QuerySet) -> dict[str, object]:
    """`masks` left, of which `reversed_masks` count no longer. `to_collect`: parcels that wait at a CCAS or a
    CIAS, those that did not leave included. `rights_open_on`: the day of reference, null before the first wave."""
    day = programme.waves.exclude(reference_on=None).values_list("reference_on", flat=True).last()
    sizes = {f"{size}+" if size == LARGEST else str(size): of(f"size:{size}") for size in range(1, LARGEST + 1)}
    return {
        "parcels": {
            "rights_open_on": day and day.isoformat(),
            "persons": of("persons"),
            "masks": of("items"),
            "by_size": sizes,
            "excluded_persons": of("excluded_persons"),
            "not_received": of("not_received"),
            "to_collect": of("to_collect"),
            "collected": of("collected"),
            "collected_masks": of("collected_items"),
            "reversed": {reason: of(f"reversed:{reason}") for reason in Reversal.values},
            "reversed_masks": of("reversed_items"),
        }
    }


PUBLISHED = (
    {"season": "2019-2020", "coverage": 0.478},
    {"season": "2020-2021", "coverage": 0.558},
)
"""Vaccinated among those at risk, all targets together (inventory #154): of nobody's vouchers, and of no one target."""


def _of_flu(programme: Programme, of: Callable[[str], int], rows: QuerySet) -> dict[str, object]:
    """`coverage`: of the vouchers that left, those with which a vaccine was withdrawn; null where none left. It is less
    than the coverage by vaccination that is published: who had a voucher from a doctor or a pharmacist is not in it.
    """
    by_cohort = {cohort: _coverage(of(f"voucher:{cohort}"), of(f"withdrawn:{cohort}")) for cohort in Cohort.values}
    by_fund: dict[str, dict[str, int]] = {}
    told = rows.filter(what__in=["notified", "withdrawn"]).values_list("fund__code", "what")
    for code, what, number in told.annotate(Sum("number")).order_by("fund__code", "what"):
        by_fund.setdefault(code or "", {})[what] = number
    return {
        "vouchers": {
            "season": seasons.said(programme.season),
            **_coverage(of("notified"), of("withdrawn")),
            "by_cohort": by_cohort,
            "by_fund": {
                code: _coverage(seen.get("notified", 0), seen.get("withdrawn", 0)) for code, seen in by_fund.items()
            },
            "reminded": of("reminded"),
            "withdrawn_once_reminded": of("withdrawn_once_reminded"),
            "published": list(PUBLISHED),
        }
    }


def _coverage(vouchers: int, withdrawn: int) -> dict[str, object]:
    coverage = round(withdrawn / vouchers, 4) if vouchers else None
    return {"sent": vouchers, "withdrawn": withdrawn, "coverage": coverage}


_MORE = {Kind.MES: _of_mes, Kind.MASKS: _of_masks, Kind.FLU: _of_flu}
