"""How much room a text takes, so that none overflows its box.

Slides name Arial, which every office suite has or replaces by letters as wide; we measure with Liberation Sans, made
to the same widths.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
LINE = 1.2
"""Height of a line for a type of size 1."""
FULL = 0.97
"""Part of a line that we fill: office suites set some letters a little wider (kerning, narrow spaces), and break it."""
_DESIGN = 1000  # the size that widths are measured at: large, for exact fractions


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf", _DESIGN)


@cache
def width(text: str, size: float, bold: bool = False) -> float:
    """In points."""
    return _font(bold).getlength(text) * size / _DESIGN


def lines(runs: Iterable[tuple[str, bool]], size: float, within: float) -> int:
    """How many lines these pieces of a paragraph (text, bold) fill, in a column `within` points wide."""
    count, used, word, within = 1, 0.0, 0.0, within * FULL
    space = width(" ", size)
    for text, bold in runs:
        for place, part in enumerate(text.split(" ")):
            if place:  # an ordinary space: the word is complete
                count, used = _placed(count, used, word, within)
                used, word = used + space, 0.0
            word += width(part, size, bold)
    return _placed(count, used, word, within)[0]


def _placed(count: int, used: float, word: float, within: float) -> tuple[int, float]:
    """A word goes to the line that is begun if it fits, else to the next; a longer one than the column is cut."""
    if used and used + word > within:
        count, used = count + 1, 0.0
    while word > within:
        count, word = count + 1, word - within
    return count, used + word


Paragraph = Sequence[tuple[str, bool]]


def height(paragraphs: Sequence[Paragraph], size: float, within: float, after: float = 0.0) -> float:
    """In points, with `after` points below each paragraph but the last."""
    filled = sum(lines(paragraph, size, within) for paragraph in paragraphs)
    return filled * size * LINE + after * max(len(paragraphs) - 1, 0)


def largest(
    paragraphs: Sequence[Paragraph], sizes: Iterable[float], box: tuple[float, float], after: float = 0.0
) -> float:
    """The first of `sizes`, from the largest, at which all paragraphs fit the box (width, height in points) and no word
    is cut; `after` is in lines. The smallest when none does: a test looks for such pages."""
    words = [(word, bold) for paragraph in paragraphs for text, bold in paragraph for word in text.split(" ")]
    for size in sizes:
        whole = all(width(word, size, bold) <= box[0] for word, bold in words)
        if whole and height(paragraphs, size, box[0], after * size) <= box[1]:
            break
    return size
