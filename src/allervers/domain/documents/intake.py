"""What is accepted as a paper: a PDF, or pictures that become one. Judged by what it holds, never by its name.

Pictures are drawn anew, upright, and stripped of all that a telephone adds (place, model): what we keep of them was
written by us. A PDF is kept as it came, for its signatures are part of it.
"""

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import pi_heif
import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError

from ..pieces import refusals

MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 100
# A sheet of paper at 300 dots an inch has 9 million; a JPEG is decoded smaller at once, the others whole.
MOST_PIXELS = {"JPEG": 170_000_000}
MOST_PIXELS_WHOLE = 50_000_000
_LONGEST_SIDE = 3_500
_TOO_LARGE = "Cette photo est trop grande pour être ouverte. Prenez-la de nouveau, plus petite."
_HOW = "Envoyez un PDF ou une photo (JPEG, PNG, HEIC)."

pi_heif.register_heif_opener()


class Refused(refusals.Refused):
    """The paper cannot be kept; the message is a French sentence that says what to do."""


@dataclass(frozen=True)
class Paper:
    """A PDF, ready to be kept."""

    content: bytes
    pages: int


def read(received: Sequence[bytes]) -> Paper:
    """One PDF, or one or several pictures in their order. Raises `Refused`."""
    if sum(map(len, received)) > MOST_BYTES:
        raise Refused(f"Ce document est trop lourd : {MOST_BYTES // 1024**2} Mo au plus. Envoyez-le en plusieurs fois.")
    if not received or not all(received):
        raise Refused(f"Ce fichier est vide. {_HOW}")
    if len(received) == 1 and received[0].lstrip()[:5] == b"%PDF-":
        return _pdf(received[0])
    if any(each.lstrip()[:5] == b"%PDF-" for each in received):
        raise Refused("Envoyez les PDF un par un : seules des photos peuvent être réunies.")
    if len(received) > MOST_PAGES:
        raise Refused(f"Trop de photos : {MOST_PAGES} au plus dans un document.")
    return _pictures(received)


def _pdf(content: bytes) -> Paper:
    if b"%%EOF" not in content[-2048:]:
        raise Refused("Ce PDF est coupé : sa fin manque. Envoyez-le de nouveau.")
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            # Also a PDF that opens without a password may forbid to be printed or joined to others.
            locked, pages = pdf.is_encrypted, len(pdf.pages)
    except pikepdf.PasswordError:
        locked, pages = True, 0
    except (pikepdf.PdfError, ValueError, RecursionError):
        raise Refused("Ce PDF est abîmé : il ne s’ouvre pas. Envoyez-le de nouveau, ou une photo.") from None
    if locked:
        raise Refused("Ce PDF est protégé par un mot de passe. Envoyez-le sans protection, ou une photo.")
    if not 1 <= pages <= MOST_PAGES:
        raise Refused(f"Ce PDF a {pages} page{'s' * (pages > 1)} : de 1 à {MOST_PAGES} sont possibles.")
    return Paper(content, pages)


def _pictures(received: Sequence[bytes]) -> Paper:
    first, *others = [_picture(each) for each in received]
    written = io.BytesIO()
    first.save(written, "PDF", save_all=True, append_images=others, resolution=200.0, quality=85)
    return Paper(written.getvalue(), len(received))


def _picture(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "TIFF", "HEIF"))
            if picture.width * picture.height > MOST_PIXELS.get(picture.format, MOST_PIXELS_WHOLE):
                raise Refused(_TOO_LARGE)
            picture.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
            picture.load()
            upright = ImageOps.exif_transpose(picture)
    except UnidentifiedImageError:
        raise Refused(f"Ce fichier n’est ni un PDF ni une photo que nous savons lire. {_HOW}") from None
    except Image.DecompressionBombError:
        raise Refused(_TOO_LARGE) from None
    except (OSError, ValueError, SyntaxError):
        raise Refused("Cette photo est abîmée ou coupée. Prenez-la ou envoyez-la de nouveau.") from None
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return _on_white(upright)


def _on_white(picture: Image.Image) -> Image.Image:
    """Colours without transparency, drawn anew: nothing else of the file that came is left."""
    with_alpha = picture.convert("RGBA")
    sheet = Image.new("RGB", picture.size, "white")
    sheet.paste(with_alpha, mask=with_alpha.getchannel("A"))
    return sheet
