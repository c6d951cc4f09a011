"""The Excel file of a book."""

import datetime
import io
from math import ceil

import xlsxwriter

from ..amounts import Amount, Unit
from . import GREY, Book, Sheet, names, shown

HEIGHT = 15
"""Of one line."""


def write(book: Book) -> bytes:
    """The file."""
    file = io.BytesIO()
    # A text stays a text: neither a formula nor a link, whatever it starts with.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as written:
        created = datetime.datetime.combine(book.made_on, datetime.time())
        written.set_properties({"title": book.title, "subject": book.subject, "created": created})
        styles = _Styles(written, book.accent)
        for name, content in zip(names([sheet.name for sheet in book.sheets]), book.sheets, strict=True):
            _sheet(written.add_worksheet(name), content, styles)
    return file.getvalue()


class _Styles:
    """The formats of a book, each made once."""

    def __init__(self, book: xlsxwriter.Workbook, accent: str):
        self._book = book
        self._numbers: dict[Unit, object] = {}
        top = {"valign": "top"}
        self.heading = book.add_format(
            {"bold": True, "text_wrap": True, "font_color": "#FFFFFF", "bg_color": f"#{accent}", **top}
        )
        self.text = book.add_format({"text_wrap": True, **top})
        self.absent = book.add_format({"italic": True, "font_color": GREY, "align": "right", **top})
        self.date = book.add_format({"num_format": "dd/mm/yyyy", "align": "center", **top})

    def of(self, written_as: Unit):
        if written_as not in self._numbers:
            self._numbers[written_as] = self._book.add_format({"num_format": _pattern(written_as), "valign": "top"})
        return self._numbers[written_as]


def _pattern(written_as: Unit) -> str:
    """What surrounds a number stands between quotation marks; but for the sign that shows a fraction in per cent."""
    pattern = "#,##0" + ("." + "0" * written_as.decimals if written_as.decimals else "")
    if written_as.is_share:
        return f'{pattern}"{written_as.suffix.removesuffix("%")}"%'
    return pattern + (f'"{written_as.suffix}"' if written_as.suffix else "")


def _sheet(sheet, content: Sheet, styles: _Styles) -> None:
    widths = content.widths
    for place, (heading, width) in enumerate(zip(content.headings, widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, styles.heading)
    for line, row in enumerate(content.rows, 1):
        # Not every program makes room by itself for texts in several lines.
        lines = max((ceil(len(shown(cell)) / (width - 1)) for cell, width in zip(row, widths, strict=True)), default=1)
        sheet.set_row(line, HEIGHT * max(lines, 1))
        for place, cell in enumerate(row):
            if isinstance(cell, Amount) and cell.is_known:
                sheet.write_number(line, place, cell.number, styles.of(cell.unit))
            elif isinstance(cell, datetime.date):
                sheet.write_datetime(line, place, cell, styles.date)
            elif cell is not None:
                sheet.write_string(line, place, str(cell), styles.absent if isinstance(cell, Amount) else styles.text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(content.rows), len(content.headings) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
