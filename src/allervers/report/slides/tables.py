"""Native tables, in our look."""

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Inches, Pt

from allervers.publishing.amounts import Amount
from allervers.publishing.document import Table

from .. import measuring, theme
from .template import Box

SIZES = (13, 12, 11, 10, 9)
PADDING = 0.08  # inches, left and right of a cell's text
MINIMUM = 1.05  # inches: the narrowest column


def add(slide, table: Table, box: Box) -> None:
    """As large a type as lets all rows stand in the box."""
    left, top, width, height = box
    widths = columns(table, width)
    size = next((size for size in SIZES if sum(heights(table, widths, size)) <= height), SIZES[-1])
    rows = heights(table, widths, size)
    frame = slide.shapes.add_table(
        len(table.rows) + 1, len(table.headings), *(Emu(Inches(length)) for length in (left, top, width, sum(rows)))
    )
    frame.name = table.title
    frame._element.nvGraphicFramePr.cNvPr.set("descr", description(table))
    drawn = frame.table
    drawn.horz_banding = False
    for column, length in zip(drawn.columns, widths, strict=True):
        column.width = Inches(length)
    for row, length in zip(drawn.rows, rows, strict=True):
        row.height = Inches(length)
    for place, heading in enumerate(table.headings):
        _fill(drawn.cell(0, place), heading, size, heading=True, right=place in numeric(table))
    for line, row in enumerate(table.rows, start=1):
        for place, value in enumerate(row):
            _fill(drawn.cell(line, place), str(value), size, right=isinstance(value, Amount), strong=place == 0)


def description(table: Table) -> str:
    return f"Tableau : {table.title}. {len(table.rows)} lignes, {len(table.headings)} colonnes."


def numeric(table: Table) -> set[int]:
    """The columns of numbers."""
    return {place for row in table.rows for place, value in enumerate(row) if isinstance(value, Amount)}


def columns(table: Table, width: float) -> list[float]:
    """In inches: columns of numbers as narrow as their words allow, those of text share the rest by their needs."""
    numbers = numeric(table)
    needs = [
        max(_longest(table, place) if place in numbers else _natural(table, place), MINIMUM)
        for place in range(len(table.headings))
    ]
    fixed = sum(need for place, need in enumerate(needs) if place in numbers)
    free = sum(need for place, need in enumerate(needs) if place not in numbers)
    ratio = (width - fixed) / free if free else 1
    return [need if place in numbers else max(need * ratio, MINIMUM) for place, need in enumerate(needs)]


def _texts(table: Table, place: int) -> list[str]:
    return [table.headings[place], *(str(row[place]) for row in table.rows)]


def _longest(table: Table, place: int) -> float:
    words = [word for text in _texts(table, place) for word in text.split(" ")]
    values = [str(row[place]) for row in table.rows]
    longest = max(measuring.width(text, SIZES[0], True) for text in [*words, *values])
    return longest / 72 + 2 * PADDING + 0.05


def _natural(table: Table, place: int) -> float:
    return min(max(measuring.width(text, SIZES[0], True) for text in _texts(table, place)) / 72 + 2 * PADDING, 6.0)


def heights(table: Table, widths: list[float], size: float) -> list[float]:
    """Of each row, in inches."""
    found = []
    for number, row in enumerate([table.headings, *table.rows]):
        rows = [
            measuring.height([[(str(value), number == 0 or place == 0)]], size, (widths[place] - 2 * PADDING) * 72)
            for place, value in enumerate(row)
        ]
        found.append(max(rows) / 72 + 0.16)
    return found


def _fill(cell, text: str, size: float, *, heading: bool = False, right: bool = False, strong: bool = False) -> None:
    cell.margin_left = cell.margin_right = Inches(PADDING)
    cell.margin_top = cell.margin_bottom = Inches(0.05)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(theme.ACCENT if heading else theme.WHITE)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.name = Pt(size), heading or strong, theme.FONT
    run.font.color.rgb = RGBColor.from_string(theme.WHITE if heading else theme.INK)
    properties = cell._tc.get_or_add_tcPr()
    for place, side in enumerate(("lnL", "lnR", "lnT", "lnB")):
        line = (
            f'<a:{side} {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{theme.LINE}"/></a:solidFill></a:{side}>'
            if side == "lnB"
            else f'<a:{side} {nsdecls("a")} w="0"><a:noFill/></a:{side}>'
        )
        properties.insert(place, parse_xml(line))
