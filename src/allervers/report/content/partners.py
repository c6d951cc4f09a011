"""Agreements with partners, in the table of the report on 2024 (#130): in how many funds, network by network, and how
many more than a year before."""

from collections.abc import Iterable

from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.partners.codes import OF_THE_YEARLY_REPORT, Network
from allervers.publishing.amounts import Amount
from allervers.publishing.document import Table

from ..document import LeftOut, Page
from ..reading import UNKNOWN, Years, definitions
from ..sentences import counted, listed, signed, written

NAME = "agreements_by_network"
RISEN = 3
"""How many networks a sentence names."""


def agreements(years: Years) -> Page | LeftOut:
    """The networks of the report on 2024, on 31 December."""
    title = "Les conventions avec les réseaux partenaires"
    now, former = years.parts(NAME), _former(years)
    if not any(amount.number for amount in now.values()):
        return LeftOut(title, f"aucune convention en vigueur le 31 décembre {years.year} n'est connue")
    there = _there(OF_THE_YEARLY_REPORT, now, former)
    if not there:
        return LeftOut(title, "les conventions connues sont avec d'autres réseaux")
    return Page(
        title,
        sentences=_sentences(years, there, now, former) if years.several_funds else [_of_one_fund(years, now)],
        visuals=[_table(years, there, now, former)],
        definitions=definitions([NAME]),
    )


def other_agreements(years: Years) -> Page | LeftOut:
    """All other networks, which one slide could not hold with these."""
    title = "Les conventions avec d'autres partenaires"
    now, former = years.parts(NAME), _former(years)
    there = _there([code for code in Network if code not in OF_THE_YEARLY_REPORT], now, former)
    if not there:
        return LeftOut(title, f"aucune convention en vigueur le 31 décembre {years.year} n'est connue")
    return Page(title, visuals=[_table(years, there, now, former)], definitions=definitions([NAME]))


def _there(networks: Iterable[str], now: dict[str, Amount], former: dict[str, Amount]) -> list[str]:
    return [code for code in networks if now[code].number or former[code].number]


def _former(years: Years) -> dict[str, Amount]:
    parts = CATALOGUE[NAME].figure.parts
    return {code: years.before.amount(part) if years.before else UNKNOWN for code, part in parts.items()}


def _table(years: Years, there: list[str], now: dict[str, Amount], former: dict[str, Amount]) -> Table:
    compares = any(former[code].is_known for code in there)
    headings = ["Réseau", *([f"Fin {years.year - 1}"] if compares else []), f"Fin {years.year}"]
    rows = [
        (Network(code).label, *((_cell(years, former[code]),) if compares else ()), _cell(years, now[code]))
        for code in there
    ]
    if not (compares and years.several_funds):
        return Table("Conventions en vigueur, par réseau", tuple(headings), tuple(rows))
    rows = [(*row, evolution(now[code], former[code])) for code, row in zip(there, rows, strict=True)]
    return Table(
        "Nombre de caisses ayant une convention, par réseau",
        (*headings, "Évolution"),
        tuple(rows),
        note="L'évolution est un nombre de caisses.",
    )


def _cell(years: Years, amount: Amount) -> Amount | str:
    """Of one fund, whether it has one."""
    if years.several_funds or not amount.is_known:
        return amount
    return "oui" if amount.number else "non"


def evolution(now: Amount, former: Amount) -> str:
    """« +10 », in funds; empty where one of the two is unknown."""
    return signed(now.number - former.number) if now.is_known and former.is_known else ""


def _sentences(years: Years, there: list[str], now: dict[str, Amount], former: dict[str, Amount]) -> list[str]:
    first = max(there, key=lambda code: now[code].number or 0)
    gained = {
        code: now[code].number - former[code].number
        for code in there
        if now[code].is_known and former[code].is_known and now[code].number > former[code].number
    }
    risen = sorted(gained, key=lambda code: (-gained[code], Network(code).label))[:RISEN]
    return written(
        f"**{Network(first).label}** est le réseau le plus présent : {counted(now[first], 'caisse', 'caisses')} "
        f"avec une convention en vigueur le 31 décembre {years.year}.",
        risen
        and "Les réseaux qui progressent le plus : "
        + listed([f"{Network(code).label} (**{signed(gained[code])}**)" for code in risen])
        + f" par rapport à {years.year - 1}.",
    )


def _of_one_fund(years: Years, now: dict[str, Amount]) -> str:
    networks = counted(Amount(sum(bool(amount.number) for amount in now.values())), "réseau", "réseaux")
    return f"La caisse a une convention en vigueur le 31 décembre {years.year} avec {networks}."


PAGES = [agreements, other_agreements]
