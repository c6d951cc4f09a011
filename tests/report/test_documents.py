"""The same report as an accessible PDF and as tables."""

import io
import zipfile

import pytest
from odfdo import Document

from allervers.publishing.amounts import SHARE, Amount
from allervers.publishing.document import plain
from allervers.report import ods, pdf
from tests.pdf import words
from tests.report import invented


@pytest.fixture(scope="module")
def usual():
    return invented.usual()


def compact(text):
    return "".join(text.split())


def test_the_pdf_says_what_the_slides_say_and_defines_every_figure(usual):
    said = compact(words(pdf.write(usual)))
    for page in usual.pages:
        assert compact(page.title) in said
        assert all(compact(plain(sentence)) in said for sentence in page.sentences)
        assert all(compact(str(card.amount)) in said for card in page.cards)
    assert all(compact(definition.text) in said for definition in usual.definitions)
    assert all(compact(one.why) in said for one in usual.left_out)


def test_the_pdf_is_accessible_has_a_title_and_says_its_language(usual):
    content = pdf.write(usual)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"/Lang(fr" in content.replace(b"/Lang (", b"/Lang(")
    assert b"/StructTreeRoot" in content
    assert "bilan 2024" in content.decode("latin-1") or b"<dc:title>" in content


@pytest.mark.parametrize("report", [invented.large, invented.small])
def test_any_report_can_be_printed(report):
    assert pdf.write(report()).startswith(b"%PDF")


@pytest.mark.parametrize("writer", [pdf, ods])
def test_the_same_figures_give_the_same_bytes(writer, usual):
    assert writer.write(usual) == writer.write(usual)


@pytest.fixture(scope="module")
def book(usual):
    return Document(io.BytesIO(ods.write(usual)))


def rows_of(sheet):
    return [row.cells for row in sheet.rows]


def test_the_spreadsheet_has_one_sheet_per_table_and_one_of_definitions(usual, book):
    names = [sheet.name for sheet in book.body.tables]
    assert names[0] == "Lisez-moi"
    assert names[-1] == "Définitions"
    assert len(names) == len(ods.tables(usual)) + 2
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) <= 31
    definitions = rows_of(book.body.tables[-1])
    assert len(definitions) == len(usual.definitions) + 1


def test_numbers_are_numbers_and_the_same_as_on_the_slides(usual, book):
    checked = 0
    sheets = book.body.tables[1:-1]
    for sheet, (_, table) in zip(sheets, ods.tables(usual), strict=True):
        for cells, row in zip(rows_of(sheet)[1:], table.rows, strict=True):
            for cell, value in zip(cells, row, strict=True):
                if isinstance(value, Amount) and value.is_known:
                    checked += 1
                    kind = "percentage" if value.unit == SHARE else "float"
                    assert (cell.type, float(cell.value)) == (kind, value.number)
                else:
                    assert cell.type == "string"
    assert checked > 200


def test_a_spreadsheet_opens_where_its_type_is_read_first(usual):
    with zipfile.ZipFile(io.BytesIO(ods.write(usual))) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
