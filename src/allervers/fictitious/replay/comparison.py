"""What was published beside what our indicators find in the history that has these margins."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files as resources

import yaml

from allervers.domain.referrals.codes import PartnerCategory

Values = Mapping[str, object]

COLUMNS_OF_NETWORKS = (
    ("accompaniments", "accompagnements", None),
    ("care_share", "part des soins", 2),
    ("not_relevant_share", "part des non pertinents", 2),
    ("funds", "caisses concernées", None),
)


@dataclass(frozen=True)
class Compared:
    """One published figure. `computed` is what the indicators give, `agrees` whether it is what was published."""

    source: str
    figure: str
    published: str
    computed: float
    difference: float | None
    agrees: bool
    remark: str
    is_share: bool
    in_points: bool


@dataclass(frozen=True)
class Contradiction:
    """Two statements that cannot both hold; `computed` is what the second becomes when the first holds."""

    source: str
    first: str
    second: str
    computed: float | None
    is_share: bool
    why: str


def published() -> dict:
    return yaml.safe_load((resources(__package__) / "published.yaml").read_text(encoding="utf-8"))


def compare(values: Values, before: Values) -> list[Compared]:
    """`values`: what `allervers figures --year 2024 --json` gives; `before`: the same of 2023."""
    told = published()
    lines = [*told["figures"], *_of_networks(told["networks"])]
    return [_compared(line, values, before) for line in lines]


def contradictions(values: Values) -> list[Contradiction]:
    return [
        Contradiction(
            source=str(line["source"]),
            first=line["first"],
            second=line["second"],
            computed=_computed(line, values) if "at" in line or "sum" in line else None,
            is_share=_is_share(line),
            why=line["why"],
        )
        for line in published()["contradictions"]
    ]


def _of_networks(networks: Mapping[str, list]) -> Iterable[dict]:
    for network, numbers in networks.items():
        for (column, label, digits), number in zip(COLUMNS_OF_NETWORKS, numbers, strict=True):
            yield {
                "source": 106,
                "figure": f"{PartnerCategory(network).label}, {label}",
                "published": str(number) if digits is None else f"{number:.0%}".replace("%", " %"),
                "at": f"top_external_detectors.{network}.{column}",
                "equals": number,
                "digits": digits,
            }


def _compared(line: Mapping, values: Values, before: Values) -> Compared:
    computed = _since(line, values, before)
    if "equals" in line:
        agrees = round(computed, line.get("digits")) == line["equals"]
        difference = computed - line["equals"]
    else:
        agrees = computed > line["above"] if "above" in line else computed < line["below"]
        difference = None
    return Compared(
        source=str(line["source"]),
        figure=line["figure"],
        published=line["published"],
        computed=computed,
        difference=difference,
        agrees=agrees,
        remark=line.get("remark", ""),
        is_share=_is_share(line),
        in_points=line.get("evolution") == "points" or "less" in line,
    )


def _since(line: Mapping, values: Values, before: Values) -> float:
    """The figure of the year, that of the year before, or how far it went from the one to the other."""
    if "evolution" not in line:
        return _computed(line, before if line.get("of") == "year before" else values)
    now, former = _computed(line, values), _computed(line, before)
    return now / former - 1 if line["evolution"] == "relative" else now - former


def _computed(line: Mapping, values: Values) -> float:
    value = sum(_all(values, line["sum"])) if "sum" in line else _at(values, line["at"])
    if "per" in line:
        return value / sum(_at(values, path) for path in line["per"])
    return value - _at(values, line["less"]) if "less" in line else value


def _is_share(line: Mapping) -> bool:
    return "evolution" in line or "per" in line or "share" in line.get("at", "").partition("by_external")[0]


def _at(values, path: str):
    """The figure at `path`; in a list, what bears that name."""
    for name in path.split("."):
        in_list = isinstance(values, list)
        values = next(entry for entry in values if entry["name"] == name) if in_list else values[name]
    return values


def _all(values, path: str) -> list[float]:
    """The figures at `path`, where « * » is every entry of a list."""
    ranking, _, column = path.partition(".*.")
    return [entry[column] for entry in _at(values, ranking)]
