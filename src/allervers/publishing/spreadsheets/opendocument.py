"""The OpenDocument file of a book."""

import datetime
import io
from collections.abc import Sequence

import odfdo

from . import GREY, Absent, Book, Format, Number, Sheet, names, shown
from . import Cell as Content

_TOP = 'style:vertical-align="top"'
_WRAPPED = f'<style:table-cell-properties fo:wrap-option="wrap" {_TOP}/>'
_DAY = """<number:date-style style:name="Jour"><number:day number:style="long"/><number:text>/</number:text>
<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>"""
# Printed lying, as wide as the paper.
_LAYOUT = """<style:page-layout style:name="Large"><style:page-layout-properties fo:page-width="29.7cm"
fo:page-height="21cm" style:print-orientation="landscape" style:scale-to-X="1"/></style:page-layout>"""
_MASTER = '<style:master-page style:name="Page" style:page-layout-name="Large"/>'


def write(book: Book) -> bytes:
    """The file. The same book gives the same content, whatever else the process has written."""
    written = odfdo.Document("spreadsheet")
    written.del_part("Thumbnails/thumbnail.png")
    _describe(written, book)
    styles = _Styles(written, book.accent)
    written.body.clear()
    ranges = odfdo.Element.from_tag("table:database-ranges")
    for name, content in zip(names([sheet.name for sheet in book.sheets]), book.sheets, strict=True):
        written.body.append(_sheet(name, content, styles))
        ranges.append(_filtered(name, content))
    written.body.append(ranges)
    file = io.BytesIO()
    written.save(file)
    return file.getvalue()


def _describe(written: odfdo.Document, book: Book) -> None:
    meta, made = written.meta, datetime.datetime.combine(book.made_on, datetime.time())
    meta.clear_user_defined_metadata()
    meta.generator = "Allervers"
    meta.title, meta.subject, meta.language = book.title, book.subject, "fr-FR"
    meta.creation_date = meta.date = made


class _Styles:
    """The styles of a book, each made once; known by their names."""

    def __init__(self, written: odfdo.Document, accent: str):
        self._here = _emptied(written.get_part("content"))
        self._numbers: dict[Format, str] = {}
        self._columns: dict[int, str] = {}
        self.text = self._cell("Texte", _WRAPPED)
        self.heading = self._cell(
            "Titre",
            f'<style:table-cell-properties fo:background-color="#{accent}" fo:wrap-option="wrap" {_TOP}/>'
            '<style:text-properties fo:color="#FFFFFF" fo:font-weight="bold"/>',
        )
        self.absent = self._cell(
            "Absent",
            f'{_WRAPPED}<style:paragraph-properties fo:text-align="end"/>'
            f'<style:text-properties fo:color="{GREY}" fo:font-style="italic"/>',
        )
        self._add(_DAY)
        self.date = self._cell("Date", f'{_WRAPPED}<style:paragraph-properties fo:text-align="center"/>', data="Jour")
        self._add('<style:style style:name="Feuille" style:family="table" style:master-page-name="Page"/>')
        self.sheet = "Feuille"
        _emptied(written.get_part("styles")).append(odfdo.Element.from_tag(_LAYOUT))
        masters = written.get_part("styles").get_element("//office:master-styles")
        masters.clear()
        masters.append(odfdo.Element.from_tag(_MASTER))

    def _add(self, style: str) -> None:
        self._here.append(odfdo.Element.from_tag(style))

    def _cell(self, name: str, properties: str, data: str = "") -> str:
        shows = f' style:data-style-name="{data}"' if data else ""
        self._add(f'<style:style style:name="{name}" style:family="table-cell"{shows}>{properties}</style:style>')
        return name

    def of(self, written_as: Format) -> str:
        if written_as not in self._numbers:
            place = len(self._numbers) + 1
            kind = "percentage" if written_as.is_share else "number"
            suffix = f"<number:text>{written_as.suffix}</number:text>" if written_as.suffix else ""
            self._add(
                f'<number:{kind}-style style:name="Nombre{place}" number:language="fr" number:country="FR">'
                f'<number:number number:decimal-places="{written_as.decimals}" number:min-integer-digits="1" '
                f'number:grouping="true"/>{suffix}</number:{kind}-style>'
            )
            properties = f"<style:table-cell-properties {_TOP}/>"
            self._numbers[written_as] = self._cell(f"Valeur{place}", properties, data=f"Nombre{place}")
        return self._numbers[written_as]

    def column(self, width: int) -> str:
        if width not in self._columns:
            self._columns[width] = f"Colonne{width}"
            self._add(
                f'<style:style style:name="Colonne{width}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{width * 0.2:.1f}cm"/></style:style>'
            )
        return self._columns[width]


def _emptied(part: odfdo.XmlPart) -> odfdo.Element:
    """The automatic styles of a part, without those of the template."""
    styles = part.get_element("//office:automatic-styles")
    styles.clear()
    return styles


def _sheet(name: str, content: Sheet, styles: _Styles) -> odfdo.Table:
    sheet = odfdo.Table(name, style=styles.sheet)
    for width in content.widths:
        sheet.append(odfdo.Column(style=styles.column(width)))
    headings = odfdo.Element.from_tag("table:table-header-rows")
    headings.append(_row([_text(heading, styles.heading) for heading in content.headings]))
    sheet.append(headings)
    for row in content.rows:
        sheet.append(_row([_cell(cell, styles) for cell in row]))
    return sheet


def _row(cells: Sequence[odfdo.Cell]) -> odfdo.Row:
    row = odfdo.Row()
    for cell in cells:
        row.append(cell)
    return row


def _cell(cell: Content, styles: _Styles) -> odfdo.Cell:
    if cell is None:
        return odfdo.Cell()
    if isinstance(cell, Number):
        made = odfdo.Cell(cell.value, text=shown(cell), cell_type="float", style=styles.of(cell.format))
        if cell.format.is_share:
            # Afterwards: the library writes percentages in words of its own.
            made.type = "percentage"
        return made
    if isinstance(cell, datetime.date):
        return odfdo.Cell(cell, text=shown(cell), style=styles.date)
    return _text(cell, styles.absent if isinstance(cell, Absent) else styles.text)


def _text(words: str, dressed: str) -> odfdo.Cell:
    return odfdo.Cell(words, text=words, cell_type="string", style=dressed)


def _filtered(name: str, content: Sheet) -> odfdo.Element:
    """Buttons on the headings, to choose lines."""
    last = f"{_letter(len(content.headings))}{len(content.rows) + 1}"
    found = odfdo.Element.from_tag("table:database-range")
    found.set_attribute("table:name", f"Lignes de {name}")
    found.set_attribute("table:target-range-address", f"'{name}'.A1:'{name}'.{last}")
    found.set_attribute("table:display-filter-buttons", "true")
    return found


def _letter(column: int) -> str:
    """Of the first to the twenty-sixth column, and the pairs of letters after it."""
    before, last = divmod(column - 1, 26)
    return (chr(64 + before) if before else "") + chr(65 + last)
