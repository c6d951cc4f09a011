"""What a page tells of a programme: its counters in French, and for a reader who is of no fund, none from 1 to 10, nor
what would give one away (`publishing/secrecy.py`)."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from allervers.publishing.secrecy import masks

from . import seasons
from .codes import Cohort, Exclusion, Kind, NoParcel, NoVoucher, Reversal, State
from .figures import PUBLISHED, figures
from .models import Programme, ProgrammeWave

ALL_EXCLUDED = "excluded"


@dataclass(frozen=True)
class Line:
    """`number` is null where it is not told; `share`, from 0 to 1, where the line is a part of another."""

    label: str
    number: int | None
    share: float | None = None
    under: str = ""


@dataclass(frozen=True)
class Wave:
    """`taken` is null where it is not told, or is not of the reader's fund alone."""

    row: ProgrammeWave
    taken: int | None


@dataclass(frozen=True)
class Told:
    """A programme on a page. `season` in words; `published`: coverages known from elsewhere, by season."""

    programme: Programme
    season: str
    lines: list[Line]
    waves: list[Wave]
    published: list[dict]


@dataclass(frozen=True)
class _Cells:
    """The numbers of a page by name, what each adds up to, and which nobody shows but may be worked out."""

    numbers: Mapping[Hashable, int]
    sums: list[tuple[Hashable, list[Hashable]]]
    balances: list[tuple[list[Hashable], list[Hashable]]]
    at_least: list[tuple[list[Hashable], list[Hashable]]]
    unread: set[Hashable]

    def hidden(self) -> set[Hashable]:
        wholes = {whole for whole, _ in self.sums}
        return masks(
            self.numbers,
            self.sums,
            lambda cell: cell in wholes,
            balances=self.balances,
            at_least=self.at_least,
            unread=self.unread,
        )


def of_fund(fund: int) -> list[Told]:
    """Every programme, with the numbers of this fund, which it knows: nothing is masked. Needs the fund's context."""
    return [_told(programme, waves, figures(programme, fund), waves_told=False) for programme, waves in _programmes()]


def of_nation() -> list[Told]:
    """Every programme over all funds, masked. Needs the context of a reader of national figures."""
    return [_told(programme, waves, figures(programme), waves_told=True) for programme, waves in _programmes()]


def _programmes() -> Iterable[tuple[Programme, list[ProgrammeWave]]]:
    return [(each, list(each.waves.all())) for each in Programme.objects.prefetch_related("waves")]


def _told(programme: Programme, waves: list[ProgrammeWave], seen: dict, *, waves_told: bool) -> Told:
    cells = _cells(programme, waves, seen)
    hidden = cells.hidden() if waves_told else set()

    def number(cell: Hashable) -> int | None:
        return None if cell in hidden else cells.numbers[cell]

    def share(part: Hashable, whole: Hashable) -> float | None:
        of = number(whole)
        return number(part) / of if of and number(part) is not None else None

    lines = [
        Line(label, number(cell), share(cell, whole) if whole else None, under)
        for cell, label, whole, under in _labels(programme, seen)
        if cell in cells.numbers
    ]
    return Told(
        programme,
        seasons.said(programme.season) if programme.season else "",
        lines,
        [Wave(each, number(("wave", each.pk)) if waves_told else None) for each in waves],
        list(PUBLISHED) if programme.kind == Kind.FLU else [],
    )


# --- The numbers, and what they owe each other -----------------------------------------------------------------------


def _cells(programme: Programme, waves: list[ProgrammeWave], seen: dict) -> _Cells:
    """What is common to all kinds, then what each adds."""
    numbers: dict[Hashable, int] = {
        "notified": seen["notified"],
        ALL_EXCLUDED: sum(seen["excluded"].values()),
        **{(ALL_EXCLUDED, reason): number for reason, number in seen["excluded"].items()},
        **{("wave", each.pk): each.taken for each in waves},
    }
    cells = _Cells(
        numbers,
        [(ALL_EXCLUDED, [(ALL_EXCLUDED, reason) for reason in seen["excluded"]])],
        [([("wave", each.pk) for each in waves], ["notified", ALL_EXCLUDED])] if waves else [],
        [],
        set(),
    )
    if seen["population"] is not None:
        numbers["population"] = seen["population"]
        if programme.kind != Kind.MASKS:  # whose audience are households
            numbers["rest"] = seen["population"] - seen["notified"] - numbers[ALL_EXCLUDED]
            cells.sums.append(("population", ["notified", ALL_EXCLUDED, "rest"]))
            cells.unread.add("rest")
    _ADD[programme.kind](cells, numbers, seen)
    return cells


def _add_mes(cells: _Cells, numbers: dict, seen: dict) -> None:
    states = {state: ("state", state) for state in State.values}
    numbers |= {states[state]: number for state, number in seen["present"].items()}
    numbers |= {"activated": seen["activated"], "created": seen["created"]}
    cells.sums.append(("notified", list(states.values())))
    with_space = [states[state] for state in (State.CREATED, State.ACTIVATED, State.CLOSED)]
    cells.at_least.extend(
        [
            (["notified"], ["activated"]),
            (["notified"], ["created"]),
            (["activated"], [states[State.ACTIVATED]]),
            (["created"], [states[State.CREATED]]),
            (["activated", "created"], with_space),
            ([states[State.ACTIVATED], states[State.CLOSED]], ["activated"]),
            (with_space, ["created"]),
        ]
    )


def _add_masks(cells: _Cells, numbers: dict, seen: dict) -> None:
    parcels = seen["parcels"]
    reversed_ = {reason: ("reversed", reason) for reason in Reversal.values}
    numbers |= {name: parcels[name] for name in ("persons", "not_received", "to_collect", "collected")}
    numbers |= {reversed_[reason]: number for reason, number in parcels["reversed"].items()}
    numbers["reversed"] = sum(parcels["reversed"].values())
    due = ["not_received", *((ALL_EXCLUDED, reason) for reason in NoParcel.values if reason != NoParcel.DECEASED)]
    cells.sums.append(("reversed", list(reversed_.values())))
    cells.at_least.extend(
        [
            (["persons"], ["notified"]),
            (["notified"], ["not_received"]),
            (["notified"], ["reversed"]),
            (["notified", ALL_EXCLUDED], ["collected"]),
            (due, ["to_collect"]),
            (["to_collect", "collected", "reversed"], due),
        ]
    )


def _add_flu(cells: _Cells, numbers: dict, seen: dict) -> None:
    vouchers = seen["vouchers"]
    numbers |= {name: vouchers[name] for name in ("withdrawn", "reminded", "withdrawn_once_reminded")}
    numbers["left"] = vouchers["sent"] - vouchers["withdrawn"]
    cells.unread.add("left")
    for cohort, of in vouchers["by_cohort"].items():
        numbers[("sent", cohort)], numbers[("withdrawn", cohort)] = of["sent"], of["withdrawn"]
        numbers[("left", cohort)] = of["sent"] - of["withdrawn"]
        cells.unread.add(("left", cohort))
        cells.sums.append((("sent", cohort), [("withdrawn", cohort), ("left", cohort)]))
    for whole, part in (("notified", "sent"), ("withdrawn", "withdrawn"), ("left", "left")):
        cells.sums.append((whole, [(part, cohort) for cohort in vouchers["by_cohort"]]))
    cells.sums.append(("notified", ["withdrawn", "left"]))
    cells.at_least.extend(
        [
            (["notified"], ["reminded"]),
            (["reminded"], ["withdrawn_once_reminded"]),
            (["withdrawn"], ["withdrawn_once_reminded"]),
            (["left", "withdrawn_once_reminded"], ["reminded"]),
        ]
    )


_ADD = {Kind.MES: _add_mes, Kind.MASKS: _add_masks, Kind.FLU: _add_flu}


# --- Their words -----------------------------------------------------------------------------------------------------


def _labels(programme: Programme, seen: dict) -> list[tuple[Hashable, str, Hashable | None, str]]:
    """Cell, label, the whole of which its share is told, and what stands below the label; in the order of the page."""
    excluded, told, what = _WORDS[programme.kind]
    return [
        ("population", "Population", None, ""),
        ("notified", told, None, ""),
        *_MORE[programme.kind],
        (ALL_EXCLUDED, what, None, ""),
        *(((ALL_EXCLUDED, reason.value), reason.label, None, what) for reason in excluded),
    ]


_WORDS = {
    Kind.MES: (Exclusion, "Personnes informées", "Personnes exclues"),
    Kind.MASKS: (NoParcel, "Colis envoyés", "Foyers sans envoi"),
    Kind.FLU: (NoVoucher, "Bons envoyés", "Personnes sans envoi"),
}
_MORE: dict[str, list[tuple[Hashable, str, Hashable | None, str]]] = {
    Kind.MES: [
        *((("state", state.value), state.label, "notified", "") for state in State),
        ("activated", "Espaces activés un jour", "notified", ""),
        ("created", "Espaces créés sans opposition, quoi qu’ils soient devenus", "notified", ""),
    ],
    Kind.MASKS: [
        ("persons", "Personnes de ces foyers", None, ""),
        ("not_received", "Colis dits pas reçus", "notified", ""),
        ("to_collect", "Colis à retirer au CCAS ou au CIAS", None, ""),
        ("collected", "Colis retirés", None, ""),
        ("reversed", "Colis annulés", "notified", ""),
        *((("reversed", reason.value), reason.label, None, "Colis annulés") for reason in Reversal),
    ],
    Kind.FLU: [
        *((("sent", cohort.value), cohort.label, None, "Bons envoyés") for cohort in Cohort),
        ("withdrawn", "Vaccins retirés avec un bon", "notified", ""),
        *((("withdrawn", cohort.value), cohort.label, ("sent", cohort.value), "Vaccins retirés") for cohort in Cohort),
        ("reminded", "Relances", "notified", ""),
        ("withdrawn_once_reminded", "Relances suivies d’un retrait", "reminded", ""),
    ],
}
