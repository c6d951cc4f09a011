"""Fictitious agreements that have the numbers of the report's table (#130), and what it states of their evolution
beside what two columns of it make."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path

import yaml

from allervers.domain.organisations.loading import read_funds
from allervers.domain.partners.codes import Network
from allervers.domain.partners.exported import HEADER

FILE = "agreements.csv"
LAST_DAY = "2027-12-31"


def published() -> dict[str, list[int]]:
    """Network → funds at the end of 2023, at the end of 2024, and the evolution that is stated."""
    return yaml.safe_load((resources(__package__) / "agreements.yaml").read_text(encoding="utf-8"))


def lines() -> Iterator[tuple[str, ...]]:
    """One agreement a fund and network, of the first funds of the list: those of 2023 go on, the others are of 2024."""
    funds = [row["code"] for row in read_funds() if row["statut_2020"] == "actif"]
    for network, (before, now, _) in published().items():
        for place, fund in enumerate(funds[:now]):
            signed_on = "2023-06-15" if place < before else "2024-06-15"
            yield (f"{network}-{fund}", fund, network, "national", signed_on, LAST_DAY, "", "")


def write(folder: Path) -> int:
    """Write the file; how many agreements it has."""
    written = [";".join(line) for line in lines()]
    (folder / FILE).write_text("\n".join([";".join(HEADER), *written]) + "\n", encoding="utf-8")
    return len(written)


@dataclass(frozen=True)
class Compared:
    """One line of the table: what was published and what our indicators count; `stated`: the published evolution."""

    network: str
    published: tuple[int, int]
    computed: tuple[int | None, int | None]
    stated: int

    @property
    def agrees(self) -> bool:
        return self.published == self.computed

    @property
    def evolution(self) -> int | None:
        """In funds; None where one of the years is not there."""
        before, now = self.computed
        return None if before is None or now is None else now - before

    @property
    def remark(self) -> str:
        """Where the report's own two columns make something else than it states."""
        before, now = self.published
        if now - before == self.stated:
            return ""
        return f"erreur de calcul de la source : {before} → {now} fait + {now - before}, pas + {self.stated}"


def compare(values: Mapping, before: Mapping) -> list[Compared]:
    """`values`: what `allervers figures --year 2024 --json` gives; `before`: the same of 2023."""
    now, former = (each["agreements_by_network"] for each in (values, before))
    return [
        Compared(Network(network).label, (told[0], told[1]), (former[network], now[network]), told[2])
        for network, told in published().items()
    ]
