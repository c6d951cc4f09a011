"""The text of a campaign: a file, its heading the subject, its blanks the columns of the audience.

`lettre.md` is in French; `lettre.en.md` beside it is the same in English, for whoever reads that. Blanks are written
`{{ first_name }}`, `{first_name}` or `$first_name`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..imports.refusals import Unreadable
from ..people.models import Language

FRENCH = Language.FRENCH.value
LONGEST = {"subject": 120, "text": 4000}
SMS_PART = 153
LONGEST_SMS = 3 * SMS_PART
# 3GPP TS 23.038: what an SMS of 160 signs may hold; those of the extension count for two, any other sign halves it.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€")
_BLANK = re.compile(r"\{\{\s*(\w+)\s*\}\}|\{\s*(\w+)\s*\}|\$\{(\w+)\}|\$([A-Za-z_]\w*)")
_STRAY = re.compile(r"[{}]|\$(?=\w)")


@dataclass(frozen=True)
class Text:
    """What is written in one language."""

    subject: str
    text: str

    @property
    def blanks(self) -> set[str]:
        return {_name(found) for part in (self.subject, self.text) for found in _BLANK.finditer(part)}

    def filled(self, values: Mapping[str, str]) -> "Text":
        """Raises `KeyError` for a blank without a value. A value is never read as a blank."""
        subject, text = (_BLANK.sub(lambda found: values[_name(found)], part) for part in (self.subject, self.text))
        return Text(subject, text)


def sms_parts(text: str) -> int:
    """How many SMS a gateway counts for it: of 160 signs, of 153 where they are several; 70 and 67 with « ê »."""
    if set(text) <= _GSM | _GSM_TWICE:
        length, one, each = len(text) + sum(sign in _GSM_TWICE for sign in text), 160, SMS_PART
    else:
        length, one, each = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= one else -(-length // each)


def _name(found: re.Match) -> str:
    return next(filter(None, found.groups()))


def read(path: Path) -> dict[str, dict[str, str]]:
    """Language → subject and text, of this file and of those beside it. Raises `Unreadable`, whose problem begins with
    the file and the line."""
    found = {FRENCH: _read(path)}
    for other in sorted(path.parent.glob(f"{path.stem}.*{path.suffix}")):
        language = other.name.removeprefix(f"{path.stem}.").removesuffix(path.suffix)
        if language not in Language.values:
            raise Unreadable(
                f"{other.name} : langue inconnue « {language[:10]} »", f"un code de langue ({FRENCH}, en…)"
            )
        found[language] = _read(other)
    return {language: {"subject": text.subject, "text": text.text} for language, text in found.items()}


def _read(path: Path) -> Text:
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(f"{path.name} : texte illisible", "de l'UTF-8") from None
    except OSError:
        raise Unreadable(f"{path.name} : fichier illisible", "un texte") from None
    lines = content.replace("\r\n", "\n").split("\n")
    first = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
    subject = lines[first].lstrip("#").strip() if first < len(lines) and lines[first].startswith("#") else ""
    _refuse_signs(path.name, lines)
    return _text(path.name, subject, "\n".join(lines[first + bool(subject) :]))


def typed(subject: str, text: str) -> Text:
    """What somebody typed. Raises `Unreadable`, whose problem begins with the line of the text."""
    lines = text.replace("\r\n", "\n").split("\n")
    _refuse_signs("le texte", lines)
    _refuse_signs("l’objet", [subject])
    return _text("le texte", subject.strip(), "\n".join(lines))


def _refuse_signs(what: str, lines: list[str]) -> None:
    for number, line in enumerate(lines, 1):
        if not line.replace("\t", " ").isprintable():
            raise Unreadable(f"{what}, ligne {number} : signe illisible", "du texte")
        if stray := _STRAY.search(_BLANK.sub("", line)):
            raise Unreadable(
                f"{what}, ligne {number} : « {stray[0]} » seul", "un champ entre accolades, {{ first_name }}"
            )


def _text(what: str, subject: str, text: str) -> Text:
    text = text.strip()
    if not text:
        raise Unreadable(f"{what} : pas de texte", "un titre « # Objet », puis le texte")
    for name, said in (("subject", subject), ("text", text)):
        if len(said) > LONGEST[name]:
            raise Unreadable(f"{what} : {len(said)} signes", f"{LONGEST[name]} au plus")
    return Text(subject, text)


def unknown_blank(path_name: str, texts: Mapping[str, Mapping[str, str]], known: set[str]) -> Unreadable | None:
    """What to say of the first blank that no column fills; None where all are known."""
    for said in texts.values():
        for name in sorted(Text(**said).blanks - known):
            return Unreadable(
                f"{path_name} : champ « {name[:40]} » inconnu", f"une colonne parmi {', '.join(sorted(known))}"
            )
    return None
