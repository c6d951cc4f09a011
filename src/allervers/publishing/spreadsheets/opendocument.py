"""The OpenDocument file of a book."""

import datetime
import io
from collections.abc import Sequence

from odf import dc, meta, number, style, table, text
from odf.element import Element
from odf.namespaces import nsdict
from odf.opendocument import OpenDocument, OpenDocumentSpreadsheet

from . import GREY, Absent, Book, Cell, Format, Number, Sheet, names, shown

_PREFIXES = frozenset(nsdict.values())


def write(book: Book) -> bytes:
    """The file. The same book gives the same content, whatever else the process has written."""
    # All of the standard, in one order: odfpy declares those that the process has met so far, whoever met them.
    Element.namespaces.clear()
    Element.namespaces.update(sorted((name, prefix) for name, prefix in nsdict.items() if prefix in _PREFIXES))
    written = OpenDocumentSpreadsheet()
    _describe(written, book)
    styles = _Styles(written, book.accent)
    ranges = table.DatabaseRanges()
    for name, content in zip(names([sheet.name for sheet in book.sheets]), book.sheets, strict=True):
        written.spreadsheet.addElement(_sheet(name, content, styles))
        ranges.addElement(_filtered(name, content))
    written.spreadsheet.addElement(ranges)
    file = io.BytesIO()
    written.save(file)
    return file.getvalue()


def _describe(written: OpenDocument, book: Book) -> None:
    made = datetime.datetime.combine(book.made_on, datetime.time()).isoformat()
    for element in list(written.meta.childNodes):
        written.meta.removeChild(element)
    for kind, value in (
        (meta.Generator, "Allervers"),
        (dc.Title, book.title),
        (dc.Subject, book.subject),
        (dc.Language, "fr-FR"),
        (meta.CreationDate, made),
        (dc.Date, made),
    ):
        written.meta.addElement(kind(text=value))


class _Styles:
    """The styles of a book, each made once."""

    def __init__(self, book: OpenDocument, accent: str):
        self._book = book
        self._numbers: dict[Format, style.Style] = {}
        self._columns: dict[int, style.Style] = {}
        top = {"wrapoption": "wrap", "verticalalign": "top"}
        self.text = self._cell("Texte", style.TableCellProperties(**top))
        self.heading = self._cell(
            "Titre",
            style.TableCellProperties(backgroundcolor=f"#{accent}", **top),
            style.TextProperties(color="#FFFFFF", fontweight="bold"),
        )
        self.absent = self._cell(
            "Absent",
            style.TableCellProperties(**top),
            style.ParagraphProperties(textalign="end"),
            style.TextProperties(color=GREY, fontstyle="italic"),
        )
        day = number.DateStyle(name="Jour")
        for part in (number.Day, number.Month, number.Year):
            if part is not number.Day:
                day.addElement(number.Text(text="/"))
            day.addElement(part(style="long"))
        book.automaticstyles.addElement(day)
        self.date = self._cell(
            "Date", style.TableCellProperties(**top), style.ParagraphProperties(textalign="center"), data=day
        )
        self.sheet = style.Style(name="Feuille", family="table", masterpagename=self._page())
        book.automaticstyles.addElement(self.sheet)

    def _page(self) -> str:
        """Printed lying, as wide as the paper."""
        layout = style.PageLayout(name="Large")
        layout.addElement(
            style.PageLayoutProperties(pagewidth="29.7cm", pageheight="21cm", printorientation="landscape", scaletox=1)
        )
        self._book.automaticstyles.addElement(layout)
        self._book.masterstyles.addElement(style.MasterPage(name="Page", pagelayoutname=layout))
        return "Page"

    def _cell(self, name: str, *properties: Element, data: Element | None = None) -> style.Style:
        made = style.Style(name=name, family="table-cell", **({"datastylename": data} if data else {}))
        for each in properties:
            made.addElement(each)
        self._book.automaticstyles.addElement(made)
        return made

    def of(self, written_as: Format) -> style.Style:
        if written_as not in self._numbers:
            place = len(self._numbers) + 1
            written = (number.PercentageStyle if written_as.is_share else number.NumberStyle)(
                name=f"Nombre{place}", language="fr", country="FR"
            )
            written.addElement(number.Number(decimalplaces=written_as.decimals, minintegerdigits=1, grouping=True))
            if written_as.suffix:
                written.addElement(number.Text(text=written_as.suffix))
            self._book.automaticstyles.addElement(written)
            self._numbers[written_as] = self._cell(
                f"Valeur{place}", style.TableCellProperties(verticalalign="top"), data=written
            )
        return self._numbers[written_as]

    def column(self, width: int) -> style.Style:
        if width not in self._columns:
            made = style.Style(name=f"Colonne{width}", family="table-column")
            made.addElement(style.TableColumnProperties(columnwidth=f"{width * 0.2:.1f}cm"))
            self._book.automaticstyles.addElement(made)
            self._columns[width] = made
        return self._columns[width]


def _sheet(name: str, content: Sheet, styles: _Styles) -> table.Table:
    sheet = table.Table(name=name, stylename=styles.sheet)
    for width in content.widths:
        sheet.addElement(table.TableColumn(stylename=styles.column(width)))
    headings = table.TableHeaderRows()
    headings.addElement(_row([_text(heading, styles.heading) for heading in content.headings]))
    sheet.addElement(headings)
    for row in content.rows:
        sheet.addElement(_row([_cell(cell, styles) for cell in row]))
    return sheet


def _row(cells: Sequence[table.TableCell]) -> table.TableRow:
    row = table.TableRow()
    for cell in cells:
        row.addElement(cell)
    return row


def _cell(cell: Cell, styles: _Styles) -> table.TableCell:
    if cell is None:
        return table.TableCell()
    if isinstance(cell, Number):
        kind = "percentage" if cell.format.is_share else "float"
        made = table.TableCell(valuetype=kind, value=cell.value, stylename=styles.of(cell.format))
    elif isinstance(cell, datetime.date):
        made = table.TableCell(valuetype="date", datevalue=cell.isoformat(), stylename=styles.date)
    else:
        return _text(cell, styles.absent if isinstance(cell, Absent) else styles.text)
    made.addElement(text.P(text=shown(cell)))
    return made


def _text(words: str, dressed: style.Style) -> table.TableCell:
    cell = table.TableCell(valuetype="string", stylename=dressed)
    cell.addElement(text.P(text=words))
    return cell


def _filtered(name: str, content: Sheet) -> table.DatabaseRange:
    """Buttons on the headings, to choose lines."""
    last = f"{_letter(len(content.headings))}{len(content.rows) + 1}"
    return table.DatabaseRange(
        name=f"Lignes de {name}", targetrangeaddress=f"'{name}'.A1:'{name}'.{last}", displayfilterbuttons="true"
    )


def _letter(column: int) -> str:
    """Of the first to the twenty-sixth column, and the pairs of letters after it."""
    before, last = divmod(column - 1, 26)
    return (chr(64 + before) if before else "") + chr(65 + last)
