"""A mark laid over every page of a copy, when it is handed out: what is stored stays as it came."""

import io

import pikepdf

from allervers.messaging.letters import render

TEMPLATE = "stamp.typ"


def stamped(content: bytes, text: str) -> bytes:
    """The PDF with this text across each of its pages. Raises `pikepdf.PdfError` where that cannot be."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        stamps: dict[tuple[float, float], pikepdf.Pdf] = {}
        for page in pdf.pages:
            size = _size(page)
            if size not in stamps:
                told = {"title": "Marque", "text": text, "width": size[0], "height": size[1]}
                stamps[size] = pikepdf.open(io.BytesIO(render(TEMPLATE, told)))
            page.add_overlay(stamps[size].pages[0])
        written = io.BytesIO()
        pdf.save(written)
        return written.getvalue()


def _size(page: pikepdf.Page) -> tuple[float, float]:
    """As it is seen: a page that is turned is as wide as it was high."""
    left, bottom, right, top = (float(each) for each in page.trimbox)
    width, height = round(abs(right - left)), round(abs(top - bottom))
    return (height, width) if int(page.get("/Rotate", 0)) % 180 else (width, height)
