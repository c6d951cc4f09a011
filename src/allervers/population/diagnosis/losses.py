"""The section of the diagnosis on gaps: days lost lately by those who hold a right."""

from __future__ import annotations

from collections.abc import Mapping

from allervers.population import figures, gaps
from allervers.population.diagnosis.document import Block, Paragraph, Section, Sentences
from allervers.population.diagnosis.places import Fund
from allervers.population.diagnosis.publication import ALL, COUNTRY, Lost, Publication
from allervers.publishing.amounts import Amount
from allervers.publishing.document import Chart, Series, Table
from allervers.publishing.numbers import grouped
from allervers.publishing.secrecy import Mask

UNSEEN = (
    "Une rupture refermée par un droit de même nature ne se voit pas : la population ne garde que la dernière fin. Ces"
    " jours sont donc un minimum. Le droit est jugé avec la loi et les ressources du jour, non avec celles de chaque"
    " jour perdu."
)


def window(of: Publication) -> str:
    """How long before the day a gap is counted."""
    return figures.in_words("gap_window", of.tally.day)


def headline(of: Publication) -> str:
    lost = of.lost()
    if lost.days.number is None or not lost.gaps.number:
        return ""
    return (
        f"En {window(of)}, **{lost.gaps}** ruptures ont fait perdre **{lost.days}** jours de droits à des personnes"
        f" qui y avaient droit, soit {lost.mean} jours en moyenne."
    )


def section(of: Publication, funds: Mapping[str, Fund]) -> Section:
    blocks: list[Block] = [
        Sentences([text for text in (headline(of), _first_cause(of), _rate(of), *_ahead(of)) if text])
    ]
    past = [gap for gap in gaps.known().values() if not gap.ahead]
    met = [gap for gap in past if of.lost(gap.right, gap.name).gaps.number != 0]
    bars = [(gap.label, of.lost(gap.right, gap.name).days) for gap in met]
    if any(days.number for _, days in bars):
        labels, lost = zip(*bars, strict=True)
        blocks.append(Chart(f"Jours de droits perdus en {window(of)}, par cause", labels, (Series("", lost),)))
    blocks.append(Table(f"Ruptures de droits en {window(of)}, par cause", HEADINGS, _rows(of, past), _doubts(of)))
    blocks.append(Paragraph(UNSEEN))
    return Section("ruptures", "Ruptures de droits", blocks)


HEADINGS = ("Droit et cause", "Ruptures", "Jours perdus", "Jours en moyenne")


def by_fund(of: Publication, funds: Mapping[str, Fund]) -> Table | None:
    """The days lost in each fund; None in the diagnosis of one."""
    if not of.funds:
        return None
    rows = []
    for code in of.funds:
        name = f"{code} – {funds[code].name}" if code in funds else code
        base, c2s, both = (of.lost_of_fund(code, right) for right in (*gaps.RIGHTS, ALL))
        rows.append((name, both.gaps, base.days, c2s.days, both.days, per_thousand(both.days, of.insured(code))))
    headings = (
        "Caisse",
        "Ruptures",
        "Jours, droits de base",
        "Jours, C2S",
        "Jours perdus",
        "Jours pour 1\u202f000 personnes",
    )
    return Table(f"Jours de droits perdus en {window(of)}, par caisse", headings, rows)


def per_thousand(days: Amount, insured: Amount) -> Amount:
    if days.number is None or not insured.number:
        return Amount(None, mask=Mask.HIDDEN if days.mask or insured.mask else None)
    return Amount(1000 * days.number / insured.number)


def _rows(of: Publication, past: list[gaps.Gap]) -> list[tuple]:
    rows = []
    for right, label in gaps.RIGHTS.items():
        rows += [(gap.label, *_told(of.lost(right, gap.name))) for gap in past if gap.right == right]
        rows.append((f"**{label}, ensemble**", *_told(of.lost(right))))
    return [*rows, ("**Ensemble**", *_told(of.lost()))]


def _told(lost: Lost) -> tuple[Amount, Amount, Amount]:
    return lost.gaps, lost.days, lost.mean


def _doubts(of: Publication) -> str:
    told = [
        f"{label} : {of.doubtful(right).gaps}"
        for right, label in gaps.RIGHTS.items()
        if of.doubtful(right).gaps.number != 0
    ]
    if not told:
        return ""
    return (
        f"Hors du tableau, droits finis dont rien ne prouve qu'un droit était gardé, à vérifier : {' ; '.join(told)}."
    )


def _first_cause(of: Publication) -> str:
    lost = of.lost()
    past = [gap for gap in gaps.known().values() if not gap.ahead]
    found = {gap: of.lost(gap.right, gap.name).days for gap in past}
    # A hidden cause could be the first.
    if not lost.days.number or any(days.number is None for days in found.values()):
        return ""
    first = max(past, key=lambda gap: found[gap].number)
    share = grouped(100 * found[first].number / lost.days.number)
    return f"La première cause est « {first.label} » : **{found[first]}** jours, {share}\u00a0% du total."


def _rate(of: Publication) -> str:
    here = per_thousand(of.lost().days, of.insured())
    if here.number is None:
        return ""
    country = per_thousand(of.lost(scope=COUNTRY).days, of.insured(scope=COUNTRY))
    beside = f" (ensemble des caisses : {country})" if of.compares and country.number is not None else ""
    return f"Pour 1\u202f000 personnes : **{here}** jours perdus{beside}."


def _ahead(of: Publication) -> list[str]:
    said = []
    for gap in gaps.known().values():
        lost = of.ahead(gap.name)
        if gap.ahead and lost.gaps.number:
            said.append(f"À venir — {gap.label} : **{lost.gaps}** personnes, **{lost.days}** jours exposés.")
    return said
