"""The report's tables as an OpenDocument spreadsheet: a sheet per table, numbers as numbers, a sheet of definitions."""

from dataclasses import replace

from allervers.publishing.amounts import DAYS, WHOLE_DAYS, Amount
from allervers.publishing.document import Chart, Table, plain
from allervers.publishing.spreadsheets import Book, Cell, Sheet, opendocument

from . import theme
from .document import Page, Report
from .packing import same_bytes


def write(report: Report) -> bytes:
    """The file."""
    contents = [("Lisez-moi", read_me(report)), *tables(report), ("Définitions", definitions(report))]
    sheets = [
        Sheet(
            plain(name), [plain(one) for one in content.headings], [[_cell(one) for one in row] for row in content.rows]
        )
        for name, content in contents
    ]
    book = Book(f"{report.title} – {report.place}", report.period, report.made_of, sheets, theme.ACCENT)
    return same_bytes(opendocument.write(book), report.made_of)


def _cell(value: str | Amount) -> Cell:
    """A spreadsheet has room for tenths of a day."""
    if isinstance(value, str):
        return plain(value)
    return replace(value, unit=DAYS) if value.unit == WHOLE_DAYS else value


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
