"""The slides: native charts with the figures' own numbers, notes that define them, nothing that overflows."""

import dataclasses
import io
import zipfile

import pytest
from pptx import Presentation

from allervers.publishing.document import Chart
from allervers.report import measuring, slides
from allervers.report.document import Page, Section
from tests.report import invented
from tests.report.overflow import overflows

LONGEST_PLACE = "Caisse primaire commune de sécurité sociale des Hautes-Alpes et de Saint-Pierre-en-Faucigny"


def opened(report):
    return Presentation(io.BytesIO(slides.write(report)))


@pytest.fixture(scope="module")
def usual():
    return invented.usual()


@pytest.fixture(scope="module")
def deck(usual):
    return opened(usual)


def slide_of(deck, title):
    return next(slide for slide in deck.slides if slide.shapes.title.text_frame.text == title)


@pytest.mark.parametrize("report", [invented.usual, invented.small, lambda: invented.large(LONGEST_PLACE)])
def test_no_text_overflows_its_box(report):
    assert overflows(opened(report())) == []


def test_a_text_that_is_too_long_is_found(usual):
    words = "Une phrase que personne n'a relue et qui ne finit pas. " * 60
    page = dataclasses.replace(usual.pages[1], sentences=[words])
    found = overflows(opened(dataclasses.replace(usual, sections=[Section("Trop", [page])])))
    assert len(found) == 1
    assert "points of text" in found[0]
    word = dataclasses.replace(usual.pages[1], sentences=["x" * 200])
    assert "wider than its box" in str(
        overflows(opened(dataclasses.replace(usual, sections=[Section("Trop", [word])])))
    )


def test_every_chart_is_native_and_holds_the_numbers_of_its_figures(usual, deck):
    charts = 0
    for page in usual.pages:
        drawn = [shape.chart for shape in slide_of(deck, page.title).shapes if shape.has_chart]
        asked = [visual for visual in page.visuals if isinstance(visual, Chart)]
        assert len(drawn) == len(asked)
        for chart, figure in zip(drawn, asked, strict=True):
            charts += 1
            assert chart.chart_title.text_frame.text == figure.title
            plot = chart.plots[0]
            assert len(list(plot.categories)) == len(figure.categories)
            for series, amounts in zip(plot.series, figure.series, strict=True):
                assert list(series.values) == [amount.number for amount in amounts.amounts]
            assert chart.part.chart_workbook.xlsx_part is not None
    assert charts > 20


def test_notes_define_each_figure_of_the_slide_as_the_catalogue_does(usual, deck):
    for page in usual.pages:
        notes = slide_of(deck, page.title).notes_slide.notes_text_frame.text
        assert all(definition.text in notes for definition in page.definitions)
        assert usual.source in notes
    defined = [page for page in usual.pages if page.definitions]
    assert len(defined) == len(usual.pages) - 1  # the page on what an accompaniment is shows no figure


def test_whoever_does_not_see_a_chart_or_a_table_is_told_what_it_shows(deck):
    seen = 0
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                seen += 1
                assert len(shape._element.nvGraphicFramePr.cNvPr.get("descr")) > 20
    assert seen > 20


def test_every_page_has_a_title_its_source_and_its_number(deck, usual):
    pages = list(deck.slides)[1:]
    assert all(slide.shapes.title.text_frame.text for slide in deck.slides)
    assert len({slide.shapes.title.text_frame.text for slide in pages}) == len(pages)
    numbered = [slide for slide in pages if any("slidenum" in shape._element.xml for shape in slide.placeholders)]
    assert len(numbered) == len(pages)
    sourced = [slide for slide in pages if any(usual.foot in s.text_frame.text for s in slide.placeholders)]
    assert len(sourced) >= len(usual.pages) + 2


def test_the_last_page_says_what_is_missing_and_why(deck, usual):
    words = " ".join(shape.text_frame.text for shape in list(deck.slides)[-1].shapes if shape.has_text_frame)
    assert usual.left_out
    assert all(one.title in words and one.why in words for one in usual.left_out)


def test_the_same_figures_give_the_same_bytes_and_no_machine_nor_person_is_named(usual):
    content = slides.write(usual)
    assert content == slides.write(usual)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2024, 12, 31, 0, 0, 0)}
        assert "docProps/thumbnail.jpeg" not in archive.namelist()
        core = archive.read("docProps/core.xml").decode()
    assert "Canny" not in core
    assert "fr-FR" in core
    properties = Presentation(io.BytesIO(content)).core_properties
    assert (properties.author, properties.last_modified_by) == ("Allervers", "Allervers")
    assert properties.title == f"{usual.title} – {usual.place}"


def test_the_slides_are_wide_and_their_theme_is_ours(deck):
    assert round(deck.slide_width / deck.slide_height, 2) == 1.78
    assert [layout.name for layout in deck.slide_layouts] == ["Couverture", "Partie", "Page"]


def test_a_masked_number_has_no_bar_and_the_chart_says_why():
    from allervers.publishing.amounts import Amount
    from allervers.publishing.document import Series
    from allervers.publishing.secrecy import Mask

    chart = Chart("Essai", ("Un", "Deux", "Trois"), (
        Series("2024", (Amount(20), Amount(None, mask=Mask.HIDDEN), Amount(None, mask=Mask.HIDDEN))),
        Series("2023", (Amount(20), Amount(30), Amount(None, mask=Mask.HIDDEN))),
    ))  # fmt: skip
    page = Page("Page", visuals=[chart])
    report = dataclasses.replace(invented.small(), sections=[Section("Partie", [page])])
    drawn = next(s.chart for s in slide_of(opened(report), "Page").shapes if s.has_chart)
    assert list(drawn.plots[0].categories) == ["Un", "Deux (2024 : non communiqué)", "Trois (non communiqué)"]
    assert list(drawn.plots[0].series[0].values) == [20, None, None]


def test_a_line_that_only_just_fits_is_not_relied_on():
    """An office suite whose letters are a little wider breaks it, and the last line then leaves its box."""
    text = "rapport à l'année précédente (1\u202f618 en 2023)."
    exact = measuring.width(text, 14)
    assert measuring.lines([(text, False)], 14, exact * 1.01) == 2
    assert measuring.lines([(text, False)], 14, exact * 1.04) == 1
