"""Spreadsheets that a French reader opens: numbers that add up, no formula, headings that stay."""

import datetime
import io
import zipfile

import pytest
from odfdo import Document

from allervers.publishing.amounts import DAYS, SHARE, Amount
from allervers.publishing.secrecy import Mask
from allervers.publishing.spreadsheets import Book, Sheet, excel, names, opendocument, shown

DAY = datetime.date(2025, 3, 1)
ROWS = [
    ["Clôtures", Amount(15900), Amount(None, mask=Mask.HIDDEN), DAY],
    ["=1+1", Amount(0.7312, SHARE), Amount(85.25, DAYS), None],
]
BOOK = Book("Chiffres", "France, 2025", DAY, [Sheet("Chiffres", ["Libellé", "Valeur", "Avant", "Du"], ROWS)], "0B5563")


def content(file, name):
    return zipfile.ZipFile(io.BytesIO(file)).read(name).decode()


def test_numbers_show_as_in_french():
    assert [shown(cell) for row in ROWS for cell in row] == [
        *("Clôtures", "15\u202f900", "non communiqué", "01/03/2025"),
        *("=1+1", "73,1\u00a0%", "85,3\u00a0jours", ""),
    ]


def test_names_of_sheets_are_short_unique_and_free_of_forbidden_signs():
    assert names(["Clôtures : par motif", "Clôtures : par motif", "a" * 40, "A" * 40]) == [
        "Clôtures par motif", "Clôtures par motif 2", "a" * 31, "A" * 29 + " 2",
    ]  # fmt: skip


def test_an_excel_file_holds_numbers_dates_and_no_formula():
    file = excel.write(BOOK)
    sheet = content(file, "xl/worksheets/sheet1.xml")
    assert all(f"<v>{number}</v>" in sheet for number in (15900, 0.7312, 85.25))
    assert "<f>" not in sheet
    assert 'state="frozen"' in sheet
    assert "=1+1" in content(file, "xl/sharedStrings.xml")
    styles = content(file, "xl/styles.xml")
    assert '#,##0.0&quot;\u00a0&quot;%"' in styles
    assert "dd/mm/yyyy" in styles


def test_an_opendocument_file_holds_numbers_as_they_are_and_as_they_show():
    file = opendocument.write(BOOK)
    first, second = Document(io.BytesIO(file)).body.tables[0].rows[1:]
    assert [cell.type for cell in (*first.cells, *second.cells[:3])] == [
        *("string", "float", "string", "date"), *("string", "percentage", "float"),
    ]  # fmt: skip
    values = [first.cells[1].value, second.cells[1].value, second.cells[2].value]
    assert list(map(float, values)) == [15900, 0.7312, 85.25]
    assert [cell.text_recursive.strip("\n") for cell in second.cells[:3]] == ["=1+1", "73,1\u00a0%", "85,3\u00a0jours"]
    written = content(file, "content.xml")
    assert 'office:date-value="2025-03-01"' in written
    assert "table:formula" not in written
    assert "<table:table-header-rows>" in written
    assert not any("thumbnail" in name.lower() for name in zipfile.ZipFile(io.BytesIO(file)).namelist())


@pytest.mark.parametrize("writer", [excel, opendocument])
def test_a_table_without_lines_is_a_file_all_the_same(writer):
    book = Book("Rien", "2025", DAY, [Sheet("Rien", ["Libellé"], [])], "0B5563")
    assert zipfile.is_zipfile(io.BytesIO(writer.write(book)))


@pytest.mark.parametrize("words", ["a < b & c", "l'« été »", 'dit "oui"', "deux\nlignes", "deux  espaces"])
def test_words_come_back_from_an_opendocument_file_as_they_were(words):
    book = Book(words, words, DAY, [Sheet(words, [words], [[words], [words]])], "0B5563")
    table = Document(io.BytesIO(opendocument.write(book))).body.tables[0]
    assert [row.cells[0].value for row in table.rows] == [words] * 3
