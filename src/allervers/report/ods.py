"""The report's tables as an OpenDocument spreadsheet: a sheet per table, numbers as numbers, a sheet of definitions."""

import datetime
import io
import re

from odf import dc, meta, number, style, table, text
from odf.element import Element
from odf.namespaces import nsdict
from odf.opendocument import OpenDocument, OpenDocumentSpreadsheet

from . import theme
from .document import Amount, Chart, Page, Report, Table, Unit, plain
from .packing import same_bytes

_FORBIDDEN = re.compile(r"[\[\]*?:/\\']")
PREFIXES = frozenset(nsdict.values())
LONGEST_NAME = 31
"""What other spreadsheets accept as the name of a sheet."""


def write(report: Report) -> bytes:
    """The file."""
    _declare_namespaces()
    book = OpenDocumentSpreadsheet()
    _describe(book, report)
    styles = _styles(book)
    sheets = [("Lisez-moi", read_me(report)), *tables(report), ("Définitions", definitions(report))]
    for name, content in zip(names([name for name, _ in sheets]), [content for _, content in sheets], strict=True):
        _sheet(book, styles, name, content)
    file = io.BytesIO()
    book.save(file)
    return same_bytes(file.getvalue(), report.made_of)


def tables(report: Report) -> list[tuple[str, Table]]:
    """Every chart and table of the report, and the figures of its cards, in the order of the pages."""
    found = []
    for page in report.pages:
        if page.cards:
            found.append((page.title, _cards(page)))
        found += [(one.title, one.as_table() if isinstance(one, Chart) else one) for one in page.visuals]
    return found


def _cards(page: Page) -> Table:
    rows = tuple((card.label, card.amount, card.comment) for card in page.cards)
    return Table(page.title, ("Chiffre", "Valeur", "Évolution"), rows)


def read_me(report: Report) -> Table:
    """What the file is, and what is not in it."""
    lines = [
        ("Territoire", report.place),
        ("Période", report.period),
        ("Source", report.source),
        ("À savoir", report.warning),
        ("Unités", "Les parts sont des fractions affichées en pour cent, les durées des jours."),
        *((f"Absent : {one.title}", one.why) for one in report.left_out),
    ]
    return Table(report.title, ("Bilan annuel", report.title), tuple(lines))


def definitions(report: Report) -> Table:
    rows = tuple((one.name, one.label, one.text) for one in report.definitions)
    return Table("Définitions", ("Nom dans les fichiers", "Chiffre", "Définition"), rows)


def names(titles: list[str]) -> list[str]:
    """Names that a spreadsheet accepts, each once."""
    given: list[str] = []
    for title in titles:
        name = " ".join(_FORBIDDEN.sub(" ", plain(title)).split())
        short, place = name[:LONGEST_NAME].strip(), 2
        while short.casefold() in {one.casefold() for one in given}:
            ending = f" {place}"
            short, place = name[: LONGEST_NAME - len(ending)].strip() + ending, place + 1
        given.append(short)
    return given


def _declare_namespaces() -> None:
    """All of the standard, in one order: odfpy declares those that the process has met so far, whoever met them."""
    Element.namespaces.clear()
    Element.namespaces.update(sorted((name, prefix) for name, prefix in nsdict.items() if prefix in PREFIXES))


def _describe(book: OpenDocument, report: Report) -> None:
    made = datetime.datetime.combine(report.made_of, datetime.time()).isoformat()
    for element in list(book.meta.childNodes):
        book.meta.removeChild(element)
    for kind, value in (
        (meta.Generator, "Allervers"),
        (dc.Title, f"{report.title} – {report.place}"),
        (dc.Subject, report.period),
        (dc.Language, "fr-FR"),
        (meta.CreationDate, made),
        (dc.Date, made),
    ):
        book.meta.addElement(kind(text=value))


def _styles(book: OpenDocument) -> dict[object, style.Style]:
    """One style per unit, one for texts and one for headings."""
    made = {}
    for unit, written in {
        Unit.FILES: number.NumberStyle(name="Nombre"),
        Unit.SHARE: number.PercentageStyle(name="Part"),
        Unit.DAYS: number.NumberStyle(name="Jours"),
        Unit.PER_FILE: number.NumberStyle(name="Moyenne"),
    }.items():
        decimals = 0 if unit is Unit.FILES else 1
        written.addElement(number.Number(decimalplaces=decimals, minintegerdigits=1, grouping=True))
        if unit is Unit.SHARE:
            written.addElement(number.Text(text="\u00a0%"))
        book.automaticstyles.addElement(written)
        made[unit] = style.Style(name=f"c{unit.name}", family="table-cell", datastylename=written)
    made["text"] = style.Style(name="cTEXT", family="table-cell")
    made["text"].addElement(style.TableCellProperties(wrapoption="wrap", verticalalign="top"))
    made["heading"] = style.Style(name="cHEAD", family="table-cell")
    made["heading"].addElement(style.TableCellProperties(backgroundcolor=f"#{theme.ACCENT}", wrapoption="wrap"))
    made["heading"].addElement(style.TextProperties(color="#FFFFFF", fontweight="bold"))
    for one in made.values():
        book.automaticstyles.addElement(one)
    for name, width in (("wide", "9cm"), ("usual", "4.5cm"), ("broad", "18cm")):
        made[name] = style.Style(name=f"w{name}", family="table-column")
        made[name].addElement(style.TableColumnProperties(columnwidth=width))
        book.automaticstyles.addElement(made[name])
    return made


def _sheet(book: OpenDocument, styles: dict, name: str, content: Table) -> None:
    sheet = table.Table(name=name)
    for place in range(len(content.headings)):
        sheet.addElement(table.TableColumn(stylename=styles[_width(content, place)]))
    headings = table.TableHeaderRows()
    headings.addElement(_row([_text(heading, styles["heading"]) for heading in content.headings]))
    sheet.addElement(headings)
    for row in content.rows:
        sheet.addElement(_row([_cell(value, styles) for value in row]))
    book.spreadsheet.addElement(sheet)


def _width(content: Table, place: int) -> str:
    longest = max((len(str(row[place])) for row in content.rows), default=0)
    return "broad" if longest > 80 else "wide" if longest > 24 else "usual"


def _row(cells: list[table.TableCell]) -> table.TableRow:
    row = table.TableRow()
    for cell in cells:
        row.addElement(cell)
    return row


def _cell(value: str | Amount, styles: dict) -> table.TableCell:
    """A number that a spreadsheet adds up; the reason, in words, where there is none."""
    if isinstance(value, str) or value.number is None:
        return _text(str(value), styles["text"])
    kind = "percentage" if value.unit is Unit.SHARE else "float"
    cell = table.TableCell(valuetype=kind, value=value.number, stylename=styles[value.unit])
    cell.addElement(text.P(text=str(value)))
    return cell


def _text(words: str, dressed: style.Style) -> table.TableCell:
    cell = table.TableCell(valuetype="string", stylename=dressed)
    cell.addElement(text.P(text=plain(words)))
    return cell
