"""The words of the PDFs that typst writes: two bytes a glyph, each page with fonts of its own."""

import io
import re

import pikepdf

_MAPPED = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", re.I)
_SHOWN = re.compile(rb"Lang\([^)]*\)|/(\w+) [\d.]+ Tf|\(((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*)\)|(BDC)", re.S)
_ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.S)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def words(pdf: bytes) -> str:
    """The text in reading order, with single spaces."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        shown = [part for page in opened.pages for part in _shown(_content(page), _fonts(page))]
    return " ".join("".join(shown).split())


def stamps(pdf: bytes) -> list[str]:
    """What is laid over each page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return ["".join(_laid_over(page)) for page in opened.pages]


def _laid_over(page):
    for form in page.resources.get("/XObject", {}).values():
        if form.get("/Subtype") == "/Form":
            fonts = form.get("/Resources", {}).get("/Font", {})
            yield from _shown(form.read_bytes(), {name[1:].encode(): _glyphs(font) for name, font in fonts.items()})


def _content(page) -> bytes:
    page.contents_coalesce()
    return page.Contents.read_bytes()


def _fonts(page) -> dict[bytes, dict]:
    """Name of a font on this page → its glyphs."""
    fonts = page.resources.get("/Font", {})
    return {name[1:].encode(): _glyphs(font) for name, font in fonts.items()}


def _glyphs(font) -> dict[bytes, str]:
    found = _MAPPED.findall(font.ToUnicode.read_bytes())
    return {bytes.fromhex(g.decode()): bytes.fromhex(t.decode()).decode("utf-16-be") for g, t in found}


def _shown(page: bytes, fonts: dict[bytes, dict]):
    font = {}
    for name, text, new_part in _SHOWN.findall(page):
        if name:
            font = fonts[name]
        elif new_part:
            yield " "
        else:
            raw = _ESCAPED.sub(_unescaped, text)
            yield "".join(font.get(raw[i : i + 2], "\ufffd") for i in range(0, len(raw), 2))


def _unescaped(match: re.Match) -> bytes:
    escaped = match[1]
    return bytes([int(escaped, 8)]) if len(escaped) == 3 else _LETTERS.get(escaped, escaped)
