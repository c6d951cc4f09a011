"""The OpenDocument file of a book."""

import datetime
import io
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

import odfdo

from ..amounts import Amount, Unit
from . import GREY, Book, Sheet, names, shown
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
        self._numbers: dict[Unit, str] = {}
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

    def of(self, written_as: Unit) -> str:
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


def _sheet(name: str, content: Sheet, styles: _Styles) -> odfdo.Element:
    """As text, read at once: thousands of cells made one by one take the library a second."""
    columns = "".join(f'<table:table-column table:style-name="{styles.column(width)}"/>' for width in content.widths)
    headings = _row(_text(heading, styles.heading) for heading in content.headings)
    rows = "".join(_row(_cell(cell, styles) for cell in row) for row in content.rows)
    return odfdo.Element.from_tag(
        f'<table:table table:name={quoteattr(name)} table:style-name="{styles.sheet}">{columns}'
        f"<table:table-header-rows>{headings}</table:table-header-rows>{rows}</table:table>"
    )


def _row(cells: Iterable[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(cell: Content, styles: _Styles) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, Amount) and cell.is_known:
        kind, style = "percentage" if cell.unit.is_share else "float", styles.of(cell.unit)
        return _filled(f'office:value-type="{kind}" office:value="{cell.number}"', style, shown(cell))
    if isinstance(cell, datetime.date):
        return _filled(f'office:value-type="date" office:date-value="{cell:%Y-%m-%d}"', styles.date, shown(cell))
    return _text(shown(cell), styles.absent if isinstance(cell, Amount) else styles.text)


def _text(words: str, dressed: str) -> str:
    return _filled(f'office:value-type="string" office:string-value={quoteattr(words)}', dressed, words)


def _filled(value: str, dressed: str, words: str) -> str:
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in words.split("\n"))
    return f'<table:table-cell table:style-name="{dressed}" {value}>{lines}</table:table-cell>'


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
