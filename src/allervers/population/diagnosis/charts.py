"""Charts in SVG, by attributes alone (no style, no script): bars, and the map of tiles.

They are drawn 340 units wide, so that on a telephone a unit is a pixel and every word can be read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from math import ceil, floor

from allervers.population.diagnosis.places import NAMES, TILES
from allervers.publishing.amounts import Amount
from allervers.publishing.document import Chart
from allervers.publishing.numbers import NO_BREAK, grouped

WIDTH = 340
INK, SOFT, LINE, BAR, MARK = "#17272e", "#4a5c65", "#6f828b", "#0c5460", "#a5261f"
# From few to many; the ink that is read on each.
SHADES = (("#e4f0f1", INK), ("#b3d4d8", INK), ("#7fb3ba", INK), ("#2b7480", "#ffffff"), ("#083c46", "#ffffff"))
ROW, BAR_HEIGHT, VALUE_WIDTH = 36, 14, 92
TILE, GAP = 28, 1


def bars(chart: Chart, font: str) -> str:
    """One bar a row, its label above and its number beside it; a line across at the reference."""
    room = WIDTH - VALUE_WIDTH
    parts, words = [], []
    for place, (label, amount) in enumerate(zip(chart.categories, chart.series[0].amounts, strict=True)):
        top = place * ROW
        length = round(room * (amount.number or 0) / chart.longest, 1)
        words.append(_text(0, top + 12, label, font, 12, halo=True))
        if amount.is_known:
            parts.append(f'<rect x="0" y="{top + 17}" width="{length}" height="{BAR_HEIGHT}" fill="{BAR}"/>')
        weight = "normal" if amount.mask else "bold"
        words.append(_text(length + 5, top + 28, str(amount), font, 12, weight=weight, halo=True))
    height = ROW * len(chart.categories)
    if chart.reference and chart.reference.is_known:
        at = round(room * chart.reference.number / chart.longest, 1)
        across = f'x1="{at}" y1="0" x2="{at}" y2="{height}"'
        parts.append(f'<line {across} stroke="{MARK}" stroke-width="1.5" stroke-dasharray="4 3"/>')
    return _svg(height, [*parts, *words])


def tile_map(rates: Mapping[str, Amount], font: str, outlined: str | None = None) -> str:
    """Every département as a tile with its code and its rate; ``outlined`` has a thick border."""
    bounds = _bounds([100 * rate.number for rate in rates.values() if rate.is_known])
    parts = [_tile(code, rates.get(code), bounds, font) for code in TILES if code != outlined]
    if outlined in TILES:
        parts.append(_tile(outlined, rates.get(outlined), bounds, font, outlined=True))
    height = (max(row for _, row in TILES.values()) + 1) * TILE + 8
    legend, height = _legend(bounds, rates, font, height)
    return _svg(height, [*parts, *legend])


def _tile(code: str, rate: Amount | None, bounds: list[int], font: str, outlined: bool = False) -> str:
    column, row = TILES[code]
    x, y, size = column * TILE + 2, row * TILE + 2, TILE - 2 * GAP
    known = rate is not None and rate.is_known
    fill, ink = SHADES[_shade(100 * rate.number, bounds)] if known else ("#ffffff", SOFT)
    border = f'stroke="{MARK}" stroke-width="3"' if outlined else f'stroke="{LINE}" stroke-width="0.5"'
    dashes = "" if known or outlined else ' stroke-dasharray="3 2"'
    value = grouped(100 * rate.number) if known else ("n. c." if rate is not None and rate.mask else "–")
    return (
        f'<rect x="{x}" y="{y}" width="{size}" height="{size}" fill="{fill}" {border}{dashes}/>'
        + _text(x + size / 2, y + 11, code, font, 9.5, ink, "middle", "bold")
        + _text(x + size / 2, y + 22, value, font, 9.5, ink, "middle")
    )


def _bounds(rates: Sequence[float]) -> list[int]:
    """Whole per cents that cut the rates into five classes at most, all as wide."""
    if not rates:
        return []
    low, high = floor(min(rates)), max(floor(min(rates)) + 1, ceil(max(rates)))
    step = max(1, ceil((high - low) / len(SHADES)))
    return [*range(low, high, step), low + step * ceil((high - low) / step)]


def _shade(rate: float, bounds: list[int]) -> int:
    inside = sum(rate >= bound for bound in bounds[1:-1])
    # With fewer classes the shades are spread over the scale.
    return round(inside * (len(SHADES) - 1) / max(1, len(bounds) - 2))


def _legend(bounds: list[int], rates: Mapping[str, Amount], font: str, top: int) -> tuple[list[str], int]:
    said = [(SHADES[_shade(low, bounds)][0], f"{low} à moins de {high}{NO_BREAK}%") for low, high in pairwise(bounds)]
    if any(rate.mask for rate in rates.values()):
        said.append(("#ffffff", "n. c. : non communiqué"))
    if any(code not in rates for code in TILES):
        said.append(("#ffffff", "– : personne dans le fichier"))
    parts = []
    for place, (fill, text) in enumerate(said):
        x, y = 2 + (place % 2) * WIDTH / 2, top + (place // 2) * 18
        parts.append(f'<rect x="{x}" y="{y}" width="12" height="12" fill="{fill}" stroke="{LINE}" stroke-width="0.5"/>')
        parts.append(_text(x + 17, y + 10.5, text, font, 11))
    return parts, top + ceil(len(said) / 2) * 18 + 2


def _text(x, y, text, font, size, fill=INK, anchor="start", weight="normal", halo=False) -> str:
    """``halo``: read over a line that passes behind."""
    around = ' stroke="#ffffff" stroke-width="3" paint-order="stroke"' if halo else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="{font}" font-size="{size}" font-weight="{weight}" fill="{fill}"'
        f' text-anchor="{anchor}"{around}>{escape(text)}</text>'
    )


def _svg(height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}">'
        f"{''.join(parts)}</svg>"
    )


def map_description(rates: Mapping[str, Amount]) -> str:
    """The extremes, and how many are hidden, in words."""
    known = sorted(((rate.number, code) for code, rate in rates.items() if rate.number is not None and code in NAMES))
    hidden = sum(rate.mask is not None for rate in rates.values())
    if not known:
        return "Aucun département ne peut être montré."
    names = [f"{NAMES[code]} {rates[code]}" for _, code in (known[-1], known[0])]
    told = f"Le plus haut : {names[0]} ; le plus bas : {names[1]}."
    return told + (f" {hidden} non communiqués." if hidden > 1 else " Un non communiqué." if hidden else "")
