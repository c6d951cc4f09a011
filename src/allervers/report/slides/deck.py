"""Lays the pages out: a text column on the left, what is drawn on the right; each slide's notes define its figures."""

import copy
import datetime
import io
from collections.abc import Sequence

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from allervers.publishing.document import Chart, Table

from ..arranging import bars, side_by_side
from ..document import Page, Report, Section, Visual
from ..packing import same_bytes
from . import charts, tables, template, texts
from .template import COVER, MARGIN, PAGE, PART, Box

TOP, BOTTOM = 1.62, 6.78
FULL: Box = (MARGIN, TOP, 12.13, BOTTOM - TOP)
LEFT: Box = (MARGIN, TOP, 3.95, BOTTOM - TOP)
RIGHT: Box = (4.95, TOP, 7.78, BOTTOM - TOP)
READABLE = 10.4  # inches: longer lines tire
GAP = 0.3
CARD = 1.3
TOTAL = 4.2


def write(report: Report) -> bytes:
    """The file."""
    deck = template.presentation()
    _describe(deck, report)
    _cover(deck, report)
    _contents(deck, report)
    for number, section in enumerate(report.sections, start=1):
        if len(section.pages) > 1:
            _part(deck, number, section)
        for page in section.pages:
            _page(deck, report, section, page)
    _left_out(deck, report)
    file = io.BytesIO()
    deck.save(file)
    return same_bytes(file.getvalue(), report.made_of)


def _describe(deck, report: Report) -> None:
    properties = deck.core_properties
    properties.title = f"{report.title} – {report.place}"
    properties.subject, properties.language = report.period, "fr-FR"
    properties.author = properties.last_modified_by = "Allervers"
    properties.keywords, properties.comments, properties.revision = "", report.source, 1
    properties.created = properties.modified = datetime.datetime.combine(report.made_of, datetime.time())


def _cover(deck, report: Report) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[COVER])
    texts.fill(slide.shapes.title, [report.title], template.COVER_SIZE, bold=True)
    lines = [report.place, report.period, *([report.warning] if report.warning else [])]
    texts.fill(slide.placeholders[1], lines, template.COVER_TEXT_SIZE)
    slide.notes_slide.notes_text_frame.text = report.source


def _contents(deck, report: Report) -> None:
    """What is in the deck, section by section."""
    lines = [f"**{number:02}**   {section.title}" for number, section in enumerate(report.sections, start=1)]
    slide = _blank(deck, report, "", "Sommaire")
    texts.sentences(slide, lines, (MARGIN, TOP, READABLE, BOTTOM - TOP), after=0.75)


def _part(deck, number: int, section: Section) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[PART])
    texts.fill(slide.shapes.title, [section.title], template.PART_SIZE, bold=True)
    texts.fill(slide.placeholders[1], [f"{number:02}"], template.PART_SIZE, bold=True)
    _number(slide, deck.slide_layouts[PART])


def _page(deck, report: Report, section: Section, page: Page) -> None:
    slide = _blank(deck, report, section.title, page.title)
    if page.visuals:
        _words(slide, page)
        _visuals(slide, page.visuals, RIGHT if _has_words(page) else FULL)
    elif page.cards:
        texts.cards(slide, page.cards, FULL)
    else:
        texts.sentences(slide, page.sentences, (MARGIN, TOP, READABLE, BOTTOM - TOP), after=0.8)
    slide.notes_slide.notes_text_frame.text = notes(page, report)


def _words(slide, page: Page) -> None:
    """Cards one under the other, then the sentences in what is left of the column."""
    left, top, width, _ = LEFT
    for card in page.cards:
        texts.card(slide, card, (left, top, width, CARD))
        top += CARD + texts.CARD_GAP
    if page.sentences:
        texts.sentences(slide, page.sentences, (left, top + 0.1, width, BOTTOM - top - 0.1), largest=16)


def _has_words(page: Page) -> bool:
    return bool(page.cards or page.sentences)


def notes(page: Page, report: Report) -> str:
    """What the speaker, or the reader of the file, may look up: each figure's definition, as the catalogue says it."""
    definitions = [f"{definition.label} : {definition.text}" for definition in page.definitions]
    return "\n\n".join([*definitions, report.source, *([report.warning] if report.warning else [])])


def _visuals(slide, visuals: Sequence[Visual], box: Box) -> None:
    """One fills the box; a total per year stands narrow beside bars; others share the height by their rows."""
    left, top, width, height = box
    if len(visuals) == 2 and isinstance(visuals[0], Chart) and visuals[0].is_a_total:
        narrow, height = (width - GAP) * 0.36, max(_tallest(visuals[1]), TOTAL)
        _draw(slide, visuals[0], (left, top, narrow, height))
        _draw(slide, visuals[1], (left + narrow + GAP, top, width - narrow - GAP, height))
        return
    if side_by_side(visuals):
        part = (width - GAP) / 2
        for visual in visuals:
            _draw(slide, visual, (left, top, part, height))
            left += part + GAP
        return
    if len(visuals) == 1:
        height = min(height, _tallest(visuals[0]))
    weights = [bars(visual) + 2 for visual in visuals]
    room = height - GAP * (len(visuals) - 1)
    for visual, weight in zip(visuals, weights, strict=True):
        part = room * weight / sum(weights)
        _draw(slide, visual, (left, top, width, part))
        top += part + GAP


def _tallest(visual: Visual) -> float:
    """Few bars do not fill a slide."""
    return FULL[3] if isinstance(visual, Table) else min(FULL[3], bars(visual) * 0.42 + 1.1)


def _draw(slide, visual: Visual, box: Box) -> None:
    (charts if isinstance(visual, Chart) else tables).add(slide, visual, box)


def _left_out(deck, report: Report) -> None:
    """The last page: what a reader might look for and will not find, and why."""
    lines = [f"**{left_out.title}** : {left_out.why}." for left_out in report.left_out]
    slide = _blank(deck, report, "", "Ce que ce rapport ne dit pas")
    texts.sentences(slide, lines, FULL, largest=16, after=0.5)


def _blank(deck, report: Report, kicker: str, title: str):
    """A page with its title, section, source and number."""
    layout = deck.slide_layouts[PAGE]
    slide = deck.slides.add_slide(layout)
    texts.fill(slide.shapes.title, [title], template.TITLE_SIZE, bold=True)
    placeholder = slide.placeholders[13]
    if kicker:
        texts.fill(placeholder, [kicker.upper()], template.KICKER_SIZE, bold=True)
    else:
        placeholder._element.getparent().remove(placeholder._element)
    footer = _copied(slide, layout, 11)
    texts.fill(footer, [report.foot], template.FOOTER_SIZE)
    _number(slide, layout)
    return slide


def _number(slide, layout) -> None:
    shape = _copied(slide, layout, 12)
    body = shape._element.txBody
    for paragraph in body.findall(qn("a:p")):
        body.remove(paragraph)
    body.append(parse_xml(template.NUMBER_FIELD.replace("<a:p>", f"<a:p {nsdecls('a')}>")))


def _copied(slide, layout, index: int):
    """The layout's placeholder, brought onto the slide: python-pptx leaves footers and numbers behind."""
    source = next(shape for shape in layout.placeholders if shape.placeholder_format.idx == index)
    element = copy.deepcopy(source._element)
    slide.shapes._spTree.append(element)
    element.nvSpPr.cNvPr.set("id", str(max(shape.shape_id for shape in slide.shapes) + 1))
    return slide.shapes[-1]
