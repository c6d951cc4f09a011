"""Texts in boxes that they never overflow: the size of the type follows from what there is to say."""

from collections.abc import Sequence

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from allervers.publishing.document import Card, plain, runs

from .. import measuring, theme
from .template import Box

SENTENCES = (18, 17, 16, 15, 14, 13, 12, 11, 10)
CARD_GAP = 0.18
CARD_PADDING = 0.18
CARD_AMOUNTS, CARD_LABELS = (36, 32, 28, 24, 20, 16), (15, 14, 13, 12, 11, 10)


def points(box: Box, padding: float = 0.0) -> tuple[float, float]:
    """Width and height that text may fill."""
    return (box[2] - 2 * padding) * 72, (box[3] - 2 * padding) * 72


def put(frame, lines: Sequence[str], size: float, after: float = 0.0, colour: str = theme.INK) -> None:
    """Paragraphs with what stands out in the accent colour; `after` in lines."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.line_spacing, paragraph.alignment = 1.0, PP_ALIGN.LEFT
        paragraph.space_after = Pt(after * size if place < len(lines) - 1 else 0)
        for text, strong in runs(line):
            write(paragraph, text, size, strong, theme.BRIGHT if strong and colour == theme.INK else colour)


def write(paragraph, text: str, size: float, bold: bool = False, colour: str = theme.INK) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, theme.FONT
    run.font.color.rgb = RGBColor.from_string(colour)
    run._r.get_or_add_rPr().set("lang", "fr-FR")


def box_on(slide, box: Box, name: str):
    """An empty text box without margins."""
    shape = slide.shapes.add_textbox(*(Emu(Inches(length)) for length in box))
    shape.name = name
    for side in ("left", "right", "top", "bottom"):
        setattr(shape.text_frame, f"margin_{side}", 0)
    return shape


def sentences(slide, lines: Sequence[str], box: Box, largest: float = SENTENCES[0], after: float = 0.65) -> None:
    """Paragraphs from the top of the box."""
    sizes = [size for size in SENTENCES if size <= largest]
    size = measuring.largest([runs(line) for line in lines], sizes, points(box), after)
    put(box_on(slide, box, "Texte").text_frame, lines, size, after)


def fill(shape, lines: Sequence[str], largest: float, bold: bool = False) -> None:
    """Text in a placeholder, smaller than its layout says only when it would not fit."""
    box = tuple(Emu(length).inches for length in (shape.left, shape.top, shape.width, shape.height))
    texts = [plain(line) for line in lines]
    sizes = [largest - step for step in range(int(largest / 2))]
    size = measuring.largest([[(text, bold)] for text in texts], sizes, points(box))
    frame = shape.text_frame
    for place, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = text
        run._r.get_or_add_rPr().set("lang", "fr-FR")
        if size != largest:
            run.font.size = Pt(size)


def card(slide, shown: Card, box: Box) -> None:
    """A tinted box: the amount first, then what it counts and what to compare it with."""
    shape = slide.shapes.add_textbox(*(Emu(Inches(length)) for length in box))
    shape.name = shown.label
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(theme.CARD)
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.MIDDLE
    for side in ("left", "right", "top", "bottom"):
        setattr(frame, f"margin_{side}", Inches(CARD_PADDING))
    width, height = points(box, CARD_PADDING)
    amount = measuring.largest([[(str(shown.amount), True)]], CARD_AMOUNTS, (width, height * 0.55))
    left = height - measuring.height([[(str(shown.amount), True)]], amount, width)
    words = [[(shown.label, True)], *([[(shown.comment, False)]] if shown.comment else [])]
    small = measuring.largest(words, CARD_LABELS, (width, left))
    write(frame.paragraphs[0], str(shown.amount), amount, True, theme.ACCENT)
    write(frame.add_paragraph(), shown.label, small, True)
    if shown.comment:
        write(frame.add_paragraph(), shown.comment, small, colour=theme.SOFT)


def cards(slide, shown: Sequence[Card], box: Box) -> None:
    """Three a row, over the whole box."""
    left, top, width, height = box
    rows = -(-len(shown) // 3)
    across, down = (width - 2 * CARD_GAP) / 3, min((height - (rows - 1) * CARD_GAP) / rows, 2.35)
    for place, one in enumerate(shown):
        line, column = divmod(place, 3)
        card(slide, one, (left + column * (across + CARD_GAP), top + line * (down + CARD_GAP), across, down))
