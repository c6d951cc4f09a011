"""Rights that ended: why, how many opened again soon, how long without. The screen of a fund, its yearly report and its
diagnosis show these lines and sentences and no others, so that they say the same for the same data.

What is counted is by age (children apart) and cause, with its margins; a cause that nobody knows is counted as such.
"""

import datetime
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from .amounts import COUNT, SHARE, WHOLE_DAYS, Amount, Unit
from .secrecy import SMALLEST_PUBLISHED, Mask, masks

SOON = 90
"""Days within which a right that opens again was lost for nothing."""
ALL, UNKNOWN = "all", ""
AGES = {"child": "Moins de 18 ans", "adult": "18 ans et plus", "unknown": "Âge non connu"}
PROCEDURAL = "procedural"
CAUSES = {
    "ineligible": "Conditions plus remplies",
    PROCEDURAL: "Demande ou document manquant",
    "renounced": "Renonciation",
    "death": "Décès",
    "moved": "Départ",
    "merged": "Réunie à un autre dossier",
}
NOT_KNOWN, TOGETHER = "Cause non connue", "Ensemble"
DEFINITION = (
    "Un droit a fini quand rien de la même couverture ne le suit le lendemain (droits de base et AME sont une seule"
    " couverture). Une cause est notée par la caisse, ou suit d'une renonciation reçue ; aucune n'est devinée. La part"
    f" procédurale se rapporte aux causes connues ; la part rouverte, aux droits finis depuis {SOON} jours ou plus."
)
BY_AGE = ("Âge", "Droits finis", "Cause connue", "Part procédurale", f"Rouverts en {SOON} jours", "Jours sans droits")
BY_CAUSE = ("Cause", *AGES.values(), TOGETHER, f"Rouverts en {SOON} jours", "Jours sans droits")


class Unreadable(Exception):
    """What was expected of a file of ended rights, in French."""


@dataclass(frozen=True)
class Ends:
    """Some rights that ended: how many; those that ended 90 days ago or more (`old_enough`), and how many of these
    opened again within 90 days; those open again whenever, and the median of their days without."""

    ended: int = 0
    old_enough: int = 0
    reopened_soon: int = 0
    reopened: int = 0
    days_without: int | None = None


@dataclass(frozen=True)
class EndedRights:
    """The rights of a fund that ended from the first to the last day, as known `on` a day: by age and cause, each also
    `ALL`. What is not there is nobody."""

    fund: str
    first: datetime.date
    last: datetime.date
    on: datetime.date
    ends: Mapping[tuple[str, str], Ends]

    def of(self, age: str = ALL, cause: str = ALL) -> Ends:
        return self.ends.get((age, cause), Ends())

    def known(self, age: str = ALL) -> int:
        """Those whose cause is known."""
        return self.of(age).ended - self.of(age, UNKNOWN).ended


Line = tuple[str, *tuple[Amount, ...]]


class Told:
    """What is shown of them; `masked`: small numbers hidden, and what would give them away."""

    def __init__(self, rights: EndedRights, *, masked: bool):
        self.rights = rights
        self.hidden = _hidden(rights) if masked else frozenset()
        self.masked = masked

    def by_age(self) -> list[Line]:
        """Columns of `BY_AGE`; children, adults, unknown ages if any, then all."""
        groups = [age for age in AGES if age != "unknown" or self.rights.of(age).ended]
        return [(label, *self._of_age(age)) for age, label in [*((age, AGES[age]) for age in groups), (ALL, TOGETHER)]]

    def by_cause(self) -> list[Line]:
        """Columns of `BY_CAUSE`; every cause that somebody had, that which is not known too, then all."""
        had = [cause for cause in CAUSES if self._count(ALL, cause).number != 0]
        rows = [*((cause, CAUSES[cause]) for cause in had), (UNKNOWN, NOT_KNOWN), (ALL, TOGETHER)]
        return [
            (label, *(self._count(age, cause) for age in (*AGES, ALL)), self._soon(ALL, cause), self._days(ALL, cause))
            for cause, label in rows
        ]

    def sentences(self) -> list[str]:
        """What the numbers say; a sentence that needs a hidden one is not written."""
        all_ended, children, known = self._count(ALL, ALL), self._count("child", ALL), self._known(ALL)
        share, soon, days = self._procedural(ALL), self._soon(ALL, ALL), self._days(ALL, ALL)
        written = []
        if all_ended.number == 0:
            return ["Aucun droit n'a fini sans suite."]
        if all_ended.number:
            young = f", dont **{children}** d'enfants" if children.number else ""
            written.append(f"Droits finis sans suite le lendemain : **{all_ended}**{young}.")
        if share.number is not None and known.number:
            written.append(
                f"La cause est connue de **{known}** ; parmi eux, **{share}** ont fini parce qu'une demande ou un"
                " document manquait."
            )
        if soon.number is not None:
            written.append(f"Rouverts en {SOON} jours ou moins, donc perdus pour rien : **{soon}**.")
        if days.number is not None:
            written.append(f"Temps sans droits de ceux qui se sont rouverts (médiane) : **{days}**.")
        return written

    def _of_age(self, age: str) -> tuple[Amount, ...]:
        count, known = self._count(age, ALL), self._known(age)
        return count, known, self._procedural(age), self._soon(age, ALL), self._days(age, ALL)

    def _amount(self, number: float | None, unit: Unit, *cells: tuple) -> Amount:
        return Amount(None, unit, Mask.HIDDEN) if self.hidden.intersection(cells) else Amount(number, unit)

    def _count(self, age: str, cause: str) -> Amount:
        return self._amount(self.rights.of(age, cause).ended, COUNT, ("ended", age, cause))

    def _known(self, age: str) -> Amount:
        return self._amount(self.rights.known(age), COUNT, ("known", age))

    def _procedural(self, age: str) -> Amount:
        known, part = self.rights.known(age), self.rights.of(age, PROCEDURAL).ended
        cells = ("known", age), ("ended", age, PROCEDURAL), ("rest", age)
        return self._amount(part / known if known else None, SHARE, *cells)

    def _soon(self, age: str, cause: str) -> Amount:
        these = self.rights.of(age, cause)
        share = these.reopened_soon / these.old_enough if these.old_enough else None
        return self._amount(share, SHARE, *((name, age, cause) for name in ("old", "soon", "later")))

    def _days(self, age: str, cause: str) -> Amount:
        these = self.rights.of(age, cause)
        if self.masked and 0 < these.reopened < SMALLEST_PUBLISHED:
            return Amount(None, WHOLE_DAYS, Mask.HIDDEN)
        return Amount(these.days_without, WHOLE_DAYS)


def _hidden(rights: EndedRights) -> frozenset[tuple]:
    """The numbers that are shown or follow from what is shown, their additions, and which of them are hidden."""
    causes = (*CAUSES, UNKNOWN)
    numbers: dict[tuple, int] = {}
    sums: list[tuple[tuple, list[tuple]]] = []
    for age in (*AGES, ALL):
        numbers |= {("ended", age, cause): rights.of(age, cause).ended for cause in (*causes, ALL)}
        numbers["known", age] = rights.known(age)
        numbers["rest", age] = rights.known(age) - rights.of(age, PROCEDURAL).ended
        sums += [
            (("ended", age, ALL), [("known", age), ("ended", age, UNKNOWN)]),
            (("known", age), [("rest", age), ("ended", age, PROCEDURAL)]),
            (("rest", age), [("ended", age, cause) for cause in CAUSES if cause != PROCEDURAL]),
        ]
    sums += [(("ended", ALL, cause), [("ended", age, cause) for age in AGES]) for cause in (*causes, ALL)]
    sums += [((name, ALL), [(name, age) for age in AGES]) for name in ("known", "rest")]
    for place in [*((age, ALL) for age in (*AGES, ALL)), *((ALL, cause) for cause in causes)]:
        these = rights.of(*place)
        numbers |= {("old", *place): these.old_enough, ("recent", *place): these.ended - these.old_enough}
        numbers |= {("soon", *place): these.reopened_soon, ("later", *place): these.old_enough - these.reopened_soon}
        sums += [
            (("ended", *place), [("old", *place), ("recent", *place)]),
            (("old", *place), [("soon", *place), ("later", *place)]),
        ]
    for name in ("old", "recent", "soon", "later"):
        sums.append(((name, ALL, ALL), [(name, age, ALL) for age in AGES]))
        sums.append(((name, ALL, ALL), [(name, ALL, cause) for cause in causes]))
    # The totals are what is read first: they are hidden last.
    return frozenset(masks(numbers, sums, cost=lambda cell: cell[1:].count(ALL) if cell[0] == "ended" else 0))


# --- As a file --------------------------------------------------------------------------------------------------------


def written(rights: EndedRights) -> dict:
    """As JSON: every number, none hidden."""
    rows = [{"age": age, "cause": cause, **asdict(ends)} for (age, cause), ends in sorted(rights.ends.items())]
    days = {name: getattr(rights, name).isoformat() for name in ("first", "last", "on")}
    return {"fund": rights.fund, **days, "ends": rows}


def read(file: Path) -> EndedRights:
    """What `written` gave. Raises `Unreadable`."""
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Unreadable(f"{file} : illisible, attendu le JSON de « allervers coverage ended »") from None
    try:
        days = {name: datetime.date.fromisoformat(given[name]) for name in ("first", "last", "on")}
        ends = dict(_rows(given["ends"]))
        rights = EndedRights(str(given["fund"]), **days, ends=ends)
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(f"{file} : {error}, attendu le JSON de « allervers coverage ended »") from None
    if wrong := _does_not_add_up(rights):
        raise Unreadable(f"{file} : {wrong} ne s'additionne pas, attendu le fichier tel qu'il a été écrit")
    return rights


_COUNTS = ("ended", "old_enough", "reopened_soon", "reopened")


def _rows(rows: list[dict]) -> Iterator[tuple[tuple[str, str], Ends]]:
    for row in rows:
        age, cause = row["age"], row["cause"]
        if age not in (*AGES, ALL) or cause not in (*CAUSES, UNKNOWN, ALL):
            raise ValueError(f"âge « {age} » ou cause « {cause} » inconnus")
        numbers = {name: row[name] for name in (*_COUNTS, "days_without")}
        if any(type(n) is not int or n < 0 for name, n in numbers.items() if name != "days_without" or n is not None):
            raise ValueError(f"nombre invalide ({age}, {cause})")
        yield (age, cause), Ends(**numbers)


def _does_not_add_up(rights: EndedRights) -> str:
    """Where the parts are not the whole, or less than what is among it; nothing for a file as it was written."""
    for name in _COUNTS:
        for cause in (*CAUSES, UNKNOWN, ALL):
            if _sum(rights, name, [(age, cause) for age in AGES]) != getattr(rights.of(ALL, cause), name):
                return f"{name}, {cause or 'cause non connue'}"
        for age in AGES:
            if _sum(rights, name, [(age, cause) for cause in (*CAUSES, UNKNOWN)]) != getattr(rights.of(age), name):
                return f"{name}, {age}"
    for (age, _), each in rights.ends.items():
        if not each.reopened_soon <= each.old_enough <= each.ended or each.reopened > each.ended:
            return f"ended, {age}"
    return ""


def _sum(rights: EndedRights, name: str, places: Collection[tuple[str, str]]) -> int:
    return sum(getattr(rights.of(*place), name) for place in places)
