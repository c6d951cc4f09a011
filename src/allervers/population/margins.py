"""The figures that the fictitious population is drawn from: margins.yaml, and what follows from them.

Shares become integers per million, amounts integer cents, so that a draw compares integers only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

MILLION = 1_000_000
CONFIDENCES = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Published:
    """A published share in percent: what ``measure`` (SQL over the persons drawn) gives within ``tolerance`` points."""

    name: str
    label: str
    value: float
    tolerance: float
    measure: str
    source: str
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of household; ``free`` and ``contribution`` are the shares, per million, entitled to each class."""

    name: str
    count: int
    adults: int
    children: int
    ages: tuple[int, int]
    women: int
    free: int
    contribution: int
    irregular: bool

    @property
    def persons(self) -> int:
        return self.adults + self.children


@cache
def read() -> dict:
    import yaml

    text = resources.files(__package__).joinpath("margins.yaml").read_text(encoding="utf-8")
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def day() -> date:
    """The day of the published figures."""
    return read()["date"]


def published() -> tuple[Published, ...]:
    return tuple(Published(name, **body) for name, body in read()["published"].items())


def share(name: str) -> int:
    return _per_million(read()["shares"][name]["value"])


def amount(name: str) -> int:
    return round(read()["amounts"][name]["value"] * 100)


def funds() -> dict[str, int]:
    return read()["funds"]["thousands"]


def living_standard() -> tuple[tuple[int, int], ...]:
    """(ten-thousandths of the population below, resources in ten-thousandths of the free ceiling), rising."""
    below = read()["living_standard"]["below"]
    start = round((entitled("free") + entitled("contribution")) / 100)
    return ((start, 13_510), *((rank * 100, percent * 100) for rank, percent in below.items()))


def entitled(right: str) -> int:
    """The share of the country that has base rights and is entitled to this class, whether it holds it or not."""
    margins = read()["published"]
    held, rate = margins[f"c2s_{right}"]["value"], margins[f"take_up_{right}"]["value"]
    return _per_million(held / rate * 100)


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds of household, their relative risks scaled so that the country has the published shares of rights.

    Who lives here irregularly has resources below the ceiling and no base rights: they come on top.
    """
    bodies = read()["households"]["kinds"]
    whole = sum(_persons(body) for body in bodies.values())
    always = sum(_persons(body) for body in bodies.values() if body["free"] == "always")
    targets = {
        "free": (entitled("free") + irregular_share()) * whole - always * MILLION,
        "contribution": entitled("contribution") * whole,
    }
    scales = {}
    for right, target in targets.items():
        risks = sum(_persons(body) * body[right] for body in bodies.values() if body["free"] != "always")
        scales[right] = target / risks
    return tuple(_kind(name, body, scales) for name, body in bodies.items())


def _kind(name: str, body: dict, scales: dict[str, float]) -> Kind:
    always = body["free"] == "always"
    return Kind(
        name,
        body["count"],
        body["adults"],
        body["children"],
        tuple(body["ages"]),
        _per_million(body["women"]),
        MILLION if always else round(body["free"] * scales["free"]),
        0 if always else round(body["contribution"] * scales["contribution"]),
        body.get("irregular", False),
    )


def irregular_share() -> int:
    return _per_million(read()["published"]["ame"]["value"])


def probabilities() -> dict[str, int]:
    """Per million: what the draws need so that the shares of the country come out."""
    able = _within(lambda kind: kind.free * kind.irregular)
    # RSA: households of the free class of working age, or with children, with base rights.
    poor = _within(lambda kind: kind.free * _may_have_rsa(kind)) - irregular_share()
    rsa = read()["published"]["rsa"]["value"] * 10_000
    free, contribution = entitled("free"), entitled("contribution")
    old = _within(lambda kind: kind.contribution * (kind.ages[0] >= 65))
    aspa = share("aspa")
    alone = _within(lambda kind: kind.contribution * (kind.persons == 1 and kind.ages[0] < 60))
    return {
        "irregular": round(irregular_share() / able * MILLION),
        "rsa": round(rsa / poor * MILLION),
        "aspa": round(aspa / old * MILLION),
        "aah_alone": round(share("aah_alone") / alone * MILLION),
        "asi": round(share("asi") / alone * MILLION),
        "rsa_take_up": share("rsa_take_up"),
        "free_take_up": _others("free", free, rsa, share("rsa_take_up")),
        "aspa_take_up": share("aspa_take_up"),
        "contribution_take_up": _others("contribution", contribution, aspa, share("aspa_take_up")),
    }


def _may_have_rsa(kind: Kind) -> bool:
    return kind.free < MILLION and (kind.children > 0 or 25 <= kind.ages[0] < 65)


def _others(right: str, entitled_share: int, apart: float, their_rate: int) -> int:
    """The take-up of those entitled who are not in a group ``apart``, whose own rate is known."""
    rate = read()["published"][f"take_up_{right}"]["value"] * 10_000
    return round((rate * entitled_share - their_rate * apart) / (entitled_share - apart))


def _within(weight) -> float:
    """The share of persons, per million, that a weight by kind (per million) makes."""
    every = kinds()
    return sum(kind.count * kind.persons * weight(kind) for kind in every) / sum(
        kind.count * kind.persons for kind in every
    )


def case(name: str, draw: str, age: str = "age") -> str:
    """A category as SQL: ``draw`` (0 to 999 999) against the shares, by the columns that it depends on."""
    body = read()["categories"][name]
    by = tuple(age if column == "age" else column for column in body["by"])
    return _case(body["values"], by, draw)


def _case(values: dict, by: tuple[str, ...], draw: str) -> str:
    if not by:
        return _pick(values, draw)
    column, further = by[0], by[1:]
    if all(isinstance(key, int) for key in values):  # lowest ages: the highest one first
        ages = sorted(values, reverse=True)
        branches = [f"WHEN {column} >= {age} THEN {_case(values[age], further, draw)}" for age in ages]
    else:
        branches = [f"WHEN {column} = '{word}' THEN {_case(inner, further, draw)}" for word, inner in values.items()]
    return f"CASE {' '.join(branches)} END"


def _pick(shares: dict, draw: str) -> str:
    reached, branches = 0.0, []
    for word, percent in shares.items():
        reached += percent
        branches.append(f"WHEN {draw} < {_per_million(reached)} THEN {_literal(word)}")
    if round(reached, 6) != 100:
        raise ValueError(f"margins.yaml: {shares} make {reached}, not 100")
    return f"CASE {' '.join(branches)} END"


def _literal(word: object) -> str:
    return str(word) if word in ("true", "false") or isinstance(word, int) else f"'{word}'"


def _persons(body: dict) -> int:
    return body["count"] * (body["adults"] + body["children"])


def _per_million(percent: float) -> int:
    return round(percent * 10_000)
