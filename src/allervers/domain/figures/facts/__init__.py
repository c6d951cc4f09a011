"""Facts: one de-identified row for each thing that is counted. Each declares itself, in a module of this folder.

A module holds a table, and says of it where its rows are read (`view`), by which dates they are counted and what
writes them anew. All else follows from `@declare`, after each migration: row-level security, the triggers that write
a row in the transaction of what it counts (`laying`), the marks of the months to count again and their counting
(`counting`), the lines of what changed since a snapshot (`snapshots/noting.py`). An indicator then counts populations
of it. `docs/adding-a-fact.md` shows one, and a test runs it.

A fact stays when the person is erased: its identifier, that of the thing counted, then leads nowhere. Figures read
facts and nothing else. The application's database role may read them, not write them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ...organisations.models import Organisation

DAYS, AGES = "days", "ages"
"""What can be added up over facts that declare it: days from the receipt to the end, ages at the receipt."""


def codes(name: str, **options) -> ArrayField:
    return ArrayField(models.CharField(max_length=30), verbose_name=name, default=list, **options)


class Fact(models.Model):
    """What every fact has. Names of fields are read beside what changed since a snapshot."""

    id = models.UUIDField(primary_key=True)
    fund = models.ForeignKey(
        Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


@dataclass(frozen=True)
class Declaration:
    """What a table of facts says of itself.

    `kind`: its name in triggers and in what changed since a snapshot.
    `view`: the statement that reads its rows, with all columns of the table; triggers ask it for one row, bulk loads
    for all.
    `dates`: each date by which it is counted → the name of what is counted so; by the first one it falls in a period.
    `undated`: the name of what is counted as it stands now, those without that first date.
    `rewritten_by`: what changes rows of the view, a table or some columns of it (`people_person(sex)`) → a statement
    that gives the identifiers of the facts concerned, from its row `new`.
    `removed_with`: the table of the things counted, where one can turn out not to be: its fact goes with its row.
    `removed_when`: of that table, what says that a row is kept and counts no more, from `new`; the view leaves it out.
    `adds_up`: what can be added up over it → its SQL.
    `publics_by`: the date from which it knows its publics.
    `words`: one and several, in French; `feminine`: their gender.
    """

    kind: str
    view: str
    dates: Mapping[str, str]
    rewritten_by: Mapping[str, str]
    words: tuple[str, str]
    undated: str = ""
    removed_with: str = ""
    removed_when: str = ""
    adds_up: Mapping[str, str] = field(default_factory=dict)
    publics_by: str = ""
    feminine: bool = False

    @property
    def date(self) -> str:
        return next(iter(self.dates))


_DECLARED: dict[str, type[Fact]] = {}


def declare(**what) -> Callable[[type[Fact]], type[Fact]]:
    """Enter a table of facts, with its `Declaration`."""
    declaration = Declaration(**what)
    names = [*declaration.dates.values(), *filter(None, [declaration.undated])]
    taken = [name for facts in declared() for name in sources_of(facts)]
    if declaration.kind in _DECLARED or set(names) & set(taken):
        raise ValueError(f"{declaration.kind}: this kind, or a name of what it counts, is that of another fact")

    def enter(facts: type[Fact]) -> type[Fact]:
        facts.declaration = declaration
        _DECLARED[declaration.kind] = facts
        return facts

    return enter


def declared() -> list[type[Fact]]:
    """Every table of facts."""
    return list(_DECLARED.values())


def of_kind(kind: str) -> type[Fact]:
    return _DECLARED[kind]


def sources_of(facts: type[Fact]) -> dict[str, str]:
    """The name of what is counted → the date by which it is (empty: as it stands now)."""
    said = facts.declaration
    named = {name: date for date, name in said.dates.items()}
    return named | ({said.undated: ""} if said.undated else {})


def _discover() -> None:
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")


_discover()
