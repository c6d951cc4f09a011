"""Looks for text that does not fit its box, in a written file, without asking those who wrote it."""

from collections.abc import Iterator
from functools import cache

from PIL import ImageFont
from pptx.oxml.ns import qn

from allervers.report.measuring import FONTS

POINT = 12_700  # English metric units
LINE = 1.15
TOLERANCE = 1.5  # points
FULL = 0.98
"""A line that is fuller may be broken earlier by an office suite whose letters are a little wider."""


@cache
def _font(bold: bool):
    return ImageFont.truetype(FONTS / f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf", 500)


def _width(text: str, size: float, bold: bool) -> float:
    return _font(bold).getlength(text) * size / 500


def overflows(deck) -> list[str]:
    """One line per text that leaves its box, or box that leaves the slide."""
    found = []
    for number, slide in enumerate(deck.slides, start=1):
        for shape in slide.shapes:
            if shape.left + shape.width > deck.slide_width or shape.top + shape.height > deck.slide_height:
                found.append(f"slide {number}: {shape.name} leaves the slide")
            if shape.has_text_frame:
                frame = shape.text_frame
                inside = shape.width - frame.margin_left - frame.margin_right
                high = shape.height - frame.margin_top - frame.margin_bottom
                found += _too_long(frame, inside, high, _usual_size(shape), f"slide {number}: {shape.name}")
            elif shape.has_table:
                found += _cells_too_long(shape, deck.slide_height, f"slide {number}: {shape.name}")
    return found


def _cells_too_long(shape, slide_height: int, where: str) -> Iterator[str]:
    rows = sum(row.height for row in shape.table.rows)
    if shape.top + rows > slide_height * 0.925:
        yield f"{where} reaches below the source line"
    for row in shape.table.rows:
        for column, cell in zip(shape.table.columns, row.cells, strict=True):
            inside = column.width - cell.margin_left - cell.margin_right
            yield from _too_long(cell.text_frame, inside, row.height - cell.margin_top - cell.margin_bottom, 12, where)


def _too_long(frame, inside: int, high: int, usual: float, where: str) -> Iterator[str]:
    wide, used = inside / POINT, 0.0
    for paragraph in frame.paragraphs:
        words = [
            (word, (run.font.size.pt if run.font.size else usual), bool(run.font.bold))
            for run in paragraph.runs
            for word in run.text.replace(" ", " |").split("|")
        ]
        for word, size, bold in words:
            if _width(word.strip(" "), size, bold) > wide + TOLERANCE:
                yield f"{where}: « {word} » is wider than its box"
        size = max((size for _, size, _ in words), default=usual)
        used += _lines(words, wide * FULL) * size * LINE + (paragraph.space_after.pt if paragraph.space_after else 0)
    if used > high / POINT + TOLERANCE:
        yield f"{where}: {used:.0f} points of text in {high / POINT:.0f}: « {frame.text[:40]} »"


def _lines(words: list, wide: float) -> int:
    lines, used = 1, 0.0
    for word, size, bold in words:
        if used and used + _width(word.rstrip(" "), size, bold) > wide:
            lines, used = lines + 1, 0.0
        used += _width(word, size, bold)
    return lines


def _usual_size(shape) -> float:
    """What the layout gives to a placeholder."""
    if not shape.is_placeholder:
        return 18
    index = shape.placeholder_format.idx
    layout = shape.part.slide.slide_layout
    for placeholder in layout.placeholders:
        if placeholder.placeholder_format.idx == index:
            return int(next(placeholder._element.iter(qn("a:defRPr"))).get("sz")) / 100
    return 18
