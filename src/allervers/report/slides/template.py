"""Our slide master: an empty deck with three layouts, whose titles, footers and numbers are real placeholders.

python-pptx brings a deck of its own, in 4:3 with eleven layouts; we keep its parts and write into them what we need.
"""

import re

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches

from .. import theme

WIDTH, HEIGHT = 13.333, 7.5  # inches
COVER, PART, PAGE = range(3)
_KEPT = {"Title Slide": "Couverture", "Section Header": "Partie", "Title Only": "Page"}

Box = tuple[float, float, float, float]
"""Left, top, width, height, in inches."""

MARGIN = 0.6
TITLE: Box = (MARGIN, 0.62, 12.13, 0.72)
KICKER: Box = (MARGIN, 0.34, 12.13, 0.3)
FOOTER: Box = (MARGIN, 6.98, 11.2, 0.34)
NUMBER: Box = (12.03, 6.98, 0.7, 0.34)
COVER_TITLE: Box = (1.0, 2.0, 11.0, 1.7)
COVER_TEXT: Box = (1.0, 3.95, 11.0, 1.6)
PART_NUMBER: Box = (1.0, 2.2, 2.0, 0.9)
PART_TITLE: Box = (1.0, 3.1, 11.0, 1.6)

TITLE_SIZE, KICKER_SIZE, FOOTER_SIZE = 26, 11, 9
COVER_SIZE, COVER_TEXT_SIZE, PART_SIZE = 38, 18, 36


def presentation():
    """An empty deck in our look."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in list(deck.slide_layouts):
        if layout.name not in _KEPT:
            deck.slide_layouts.remove(layout)
    _dress(deck.slide_master)
    for layout, shapes in zip(deck.slide_layouts, (_cover(), _part(), _page()), strict=True):
        dark = layout.name != "Title Only"
        _redraw(layout, _KEPT[layout.name], shapes, theme.ACCENT if dark else theme.WHITE)
    deck.part.package.drop_rel(_thumbnail(deck))
    return deck


def _thumbnail(deck) -> str:
    """The picture of somebody else's deck that would show in a file manager."""
    rels = deck.part.package._rels
    return next(key for key, rel in rels.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL)


def _dress(master) -> None:
    """Colours and typeface of the theme, and the master's own shapes."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    part._blob = _themed(part.blob)
    _redraw(master, None, [_title(TITLE, TITLE_SIZE, theme.ACCENT), _body(), _footer(), _number()], theme.WHITE)
    for style in master._element.iter(qn("a:defRPr")):
        for colour in style.findall(qn("a:solidFill")):
            style.remove(colour)
        style.insert(0, parse_xml(f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{theme.INK}"/></a:solidFill>'))


def _themed(blob: bytes) -> bytes:
    colours = {
        "dk1": theme.INK, "lt1": theme.WHITE, "dk2": theme.ACCENT, "lt2": theme.CARD,
        "accent1": theme.BRIGHT, "accent2": theme.PALE, "accent3": theme.WARM,
        "accent4": theme.ACCENT, "accent5": theme.SOFT, "accent6": theme.LINE,
        "hlink": theme.BRIGHT, "folHlink": theme.SOFT,
    }  # fmt: skip
    root = etree.fromstring(blob)
    root.set("name", "Allervers")
    scheme = next(root.iter(qn("a:clrScheme")))
    scheme.set("name", "Allervers")
    for name, colour in colours.items():
        slot = scheme.find(qn(f"a:{name}"))
        slot[:] = [parse_xml(f'<a:srgbClr {nsdecls("a")} val="{colour}"/>')]
    next(root.iter(qn("a:fontScheme"))).set("name", "Allervers")
    for typeface in root.iter(qn("a:latin")):
        typeface.set("typeface", theme.FONT)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _redraw(owner, name: str | None, shapes: list[str], background: str) -> None:
    """Replace all shapes of a layout or of the master."""
    element = owner._element
    content = element.find(qn("p:cSld"))
    if name:
        content.set("name", name)
    for former in content.findall(qn("p:bg")):
        content.remove(former)
    content.insert(0, parse_xml(
        f'<p:bg {nsdecls("p", "a")}><p:bgPr><a:solidFill><a:srgbClr val="{background}"/></a:solidFill>'
        "<a:effectLst/></p:bgPr></p:bg>"
    ))  # fmt: skip
    tree = content.find(qn("p:spTree"))
    for shape in tree.findall(qn("p:sp")):
        tree.remove(shape)
    for number, shape in enumerate(shapes, start=2):
        tree.append(parse_xml(shape.replace('id="0"', f'id="{number}"', 1)))


def _cover() -> list[str]:
    return [
        _bar((1.0, 1.65, 1.2, 0.08), theme.PALE),
        _title(COVER_TITLE, COVER_SIZE, theme.WHITE, kind="ctrTitle", anchor="t"),
        _text("subTitle", 1, COVER_TEXT, COVER_TEXT_SIZE, theme.WHITE),
    ]


def _part() -> list[str]:
    return [
        _title(PART_TITLE, PART_SIZE, theme.WHITE, anchor="t"),
        _text("body", 1, PART_NUMBER, PART_SIZE, theme.PALE, bold=True),
        _number(theme.WHITE),
    ]


def _page() -> list[str]:
    return [
        _bar((0, 0.42, 0.16, 0.92), theme.BRIGHT),
        _title(TITLE, TITLE_SIZE, theme.ACCENT),
        _text("body", 13, KICKER, KICKER_SIZE, theme.SOFT, bold=True),
        _bar((MARGIN, 6.92, 12.13, 0.012), theme.LINE),
        _footer(),
        _number(),
    ]


def _frame(box: Box) -> str:
    left, top, width, height = (Emu(Inches(length)) for length in box)
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _placeholder(kind: str, index: int, name: str, box: Box, style: str, content: str, anchor: str) -> str:
    place = f'type="{kind}"' + (f' idx="{index}"' if index else "")
    return (
        f'<p:sp {nsdecls("p", "a", "r")}><p:nvSpPr><p:cNvPr id="0" name="{name}"/>'
        f"<p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph {place}/></p:nvPr></p:nvSpPr>"
        f'<p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle>{style}</a:lstStyle>{content}</p:txBody></p:sp>"
    )  # fmt: skip


def _style(size: float, colour: str, bold: bool, align: str = "l") -> str:
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="{int(size * 100)}" b="{int(bold)}">'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="{theme.FONT}"/>'
        f"</a:defRPr></a:lvl1pPr>"
    )


def _paragraph(text: str) -> str:
    return f'<a:p><a:r><a:rPr lang="fr-FR"/><a:t>{text}</a:t></a:r></a:p>'


def _title(box: Box, size: float, colour: str, kind: str = "title", anchor: str = "ctr") -> str:
    return _placeholder(kind, 0, "Titre", box, _style(size, colour, True), _paragraph("Titre"), anchor)


def _text(kind: str, index: int, box: Box, size: float, colour: str, bold: bool = False) -> str:
    return _placeholder(kind, index, "Texte", box, _style(size, colour, bold), _paragraph("Texte"), "t")


def _body() -> str:
    box = (MARGIN, 1.6, 12.13, 5.1)
    return _placeholder("body", 1, "Texte", box, _style(16, theme.INK, False), _paragraph("Texte"), "t")


def _footer() -> str:
    return _placeholder("ftr", 11, "Source", FOOTER, _style(FOOTER_SIZE, theme.SOFT, False), "<a:p/>", "ctr")


def _number(colour: str = theme.SOFT) -> str:
    return _placeholder(
        "sldNum", 12, "Numéro de page", NUMBER, _style(FOOTER_SIZE, colour, False, "r"), NUMBER_FIELD, "ctr"
    )


NUMBER_FIELD = (
    '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="fr-FR"/>'
    "<a:t>‹N°›</a:t></a:fld></a:p>"
)


def _bar(box: Box, colour: str) -> str:
    return (
        f'<p:sp {nsdecls("p", "a", "r")}><p:nvSpPr><p:cNvPr id="0" name="Filet"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def language(xml: bytes) -> bytes:
    """Every text run says that it is French."""
    return re.sub(rb'lang="en-US"', b'lang="fr-FR"', xml)
