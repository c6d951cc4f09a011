"""The words of the PDFs that typst writes, read without another library: fonts in order of use, two bytes a glyph."""

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
_MAPPED = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", re.I)
_SHOWN = re.compile(rb"Lang\([^)]*\)|/f(\d+) [\d.]+ Tf|\(((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*)\)|(BDC)", re.S)
_ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.S)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def words(pdf: bytes) -> str:
    """The text in reading order, with single spaces."""
    fonts, pages = [], []
    for stream in map(_inflated, _STREAM.findall(pdf)):
        if stream.startswith(b"%!PS-Adobe-3.0 Resource-CMap"):
            found = _MAPPED.findall(stream)
            fonts.append({bytes.fromhex(g.decode()): bytes.fromhex(t.decode()).decode("utf-16-be") for g, t in found})
        elif b"BDC" in stream:
            pages.append(stream)
    return " ".join("".join(part for page in pages for part in _shown(page, fonts)).split())


def _inflated(stream: bytes) -> bytes:
    try:
        # Not `decompress`, which wants every byte: a checksum that ends like a line loses its last one above.
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return stream


def _shown(page: bytes, fonts: list[dict]):
    font = {}
    for number, text, new_part in _SHOWN.findall(page):
        if number:
            font = fonts[int(number)]
        elif new_part:
            yield " "
        else:
            raw = _ESCAPED.sub(_unescaped, text)
            yield "".join(font.get(raw[i : i + 2], "\ufffd") for i in range(0, len(raw), 2))


def _unescaped(match: re.Match) -> bytes:
    escaped = match[1]
    return bytes([int(escaped, 8)]) if len(escaped) == 3 else _LETTERS.get(escaped, escaped)
