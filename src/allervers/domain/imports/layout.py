"""What a CSV file from elsewhere is: its name and its columns, in their order, and what each holds."""

from dataclasses import dataclass

from ..organisations.loading import taken_over
from ..organisations.models import Organisation
from .fields import Reader


@dataclass(frozen=True)
class Column:
    """`read` is None for what no figure needs: it is there, and is not kept (names, identifiers of persons).

    `varied`: nearly every line has another value, so that remembering what was read is of no use.
    """

    name: str
    read: Reader | None = None
    stored: str = "text"
    varied: bool = False


@dataclass(frozen=True)
class Layout:
    """One file: its name and the columns of its header."""

    file: str
    columns: tuple[Column, ...]

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def staged(self) -> list[Column]:
        """What is read, and so staged."""
        return [column for column in self.columns if column.read]

    @property
    def table(self) -> str:
        return f"staged_{self.file.removesuffix('.csv')}"


def funds() -> tuple[dict[str, int], dict[str, str]]:
    """The active funds by code, and what to say of each old code."""
    known = {each.code: each for each in Organisation.objects.filter(kind=Organisation.Kind.FUND)}
    heirs = taken_over()
    old = {
        each.code: f"repris par {heirs[each.code]} ({known[heirs[each.code]].name})"
        if each.code in heirs
        else f"dont le repreneur n'est pas connu ({each.name})"
        for each in known.values()
        if not each.is_active
    }
    return {each.code: each.pk for each in known.values() if each.is_active}, old
