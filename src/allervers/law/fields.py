"""Reading one field: from what YAML, JSON or a form gives to a checked value, or one line of French saying why not."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from allervers.law.countries import CODES, MEANT

# A hundred million euros a month: beyond, it is a slip of the keyboard.
LARGEST_AMOUNT = 10_000_000_000
# Nobody alive was born before, no right is counted so far ahead: another year is a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 1880, 2200
_YEARS = r"(18[89]\d|19\d\d|2[01]\d\d|2200)"


class SituationError(ValueError):
    """A situation that cannot be read. ``field`` is the path of the field, ``origin`` the file and its row."""

    def __init__(self, field: str, problem: str, origin: str = ""):
        super().__init__(" : ".join(part for part in (origin, field, problem) if part))
        self.field, self.problem, self.origin = field, problem, origin

    def found_in(self, origin: str) -> SituationError:
        """The same error, saying in which file and which row."""
        return SituationError(self.field, self.problem, origin)


# Takes a value and its path. Its attribute ``schema`` is the JSON Schema of what it accepts, where shapes can say it.
Parser = Callable[[object, str], object]


def accepts(**schema: object):
    """Say in JSON Schema what a parser takes."""

    def mark(parser: Parser) -> Parser:
        parser.schema = schema
        return parser

    return mark


def schema_of(parsers: Mapping[str, Parser], required: Iterable[str] = ()) -> dict[str, object]:
    """The JSON Schema of a mapping that `read_fields` reads: no other field; null, *unknown*, unless required."""
    required = list(required)
    properties = {
        name: parser.schema if name in required else {"anyOf": [parser.schema, {"type": "null"}]}
        for name, parser in parsers.items()
    }
    told = {"type": "object", "properties": properties, "additionalProperties": False}
    return told | ({"required": required} if required else {})


def printable(value: object) -> str:
    """On one line, without characters that a terminal or an encoding would stumble on."""
    line = " ".join(str(value).split())
    return "".join(character if character.isprintable() else "?" for character in line)


def shown(value: object) -> str:
    """A value quoted on one line, shortened."""
    text = printable(value)
    return f"« {text[:40]}… »" if len(text) > 40 else f"« {text} »"


def nearest(word: object, known: Iterable[str]) -> str:
    """« ; vouliez-vous dire … ? » when a known name is near, else the list of the known names."""
    known = list(known)
    close = difflib.get_close_matches(str(word), known, n=1, cutoff=0.6)
    return f"vouliez-vous dire « {close[0]} » ?" if close else f"attendu : {', '.join(known)}"


def read_fields(data: object, parsers: Mapping[str, Parser], path: str) -> dict[str, object]:
    """Each field of the mapping ``data`` through its parser; an unknown field is an error."""
    if not isinstance(data, Mapping):
        raise SituationError(path, f"attendu un objet (des champs et leurs valeurs), reçu {shown(data)}")
    read = {}
    for name, value in data.items():
        if name not in parsers:
            unknown = f"{path}.{printable(name)}" if path else printable(name)
            raise SituationError(unknown, f"champ inconnu ; {nearest(name, parsers)}")
        read[name] = None if value is None else parsers[name](value, f"{path}.{name}" if path else name)
    return read


@accepts(type=["string", "integer"], pattern=r"\S")
def a_text(value: object, path: str) -> str:
    text = str(value).strip()
    if isinstance(value, bool) or not isinstance(value, (str, int)) or not text or printable(text) != text:
        raise SituationError(path, f"attendu un texte sur une ligne, reçu {shown(value)}")
    return text


@accepts(type="boolean")
def a_boolean(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise SituationError(path, f"attendu true ou false, reçu {shown(value)}")
    return value


def _in_the_calendar(year: int, value: object, path: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise SituationError(path, f"année impossible {shown(value)}, attendu de {FIRST_YEAR} à {LAST_YEAR}")


@accepts(type="string", format="date", pattern=rf"^{_YEARS}-\d{{2}}-\d{{2}}$")
def a_date(value: object, path: str) -> date:
    """An ISO day: a ``date`` or text AAAA-MM-JJ, of the years 1880 to 2200."""
    if isinstance(value, date):
        # A datetime is a date too; only its day counts.
        found = date(value.year, value.month, value.day)
    elif not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise SituationError(path, f"date illisible {shown(value)}, attendu AAAA-MM-JJ")
    else:
        try:
            found = date.fromisoformat(value)
        except ValueError:
            raise SituationError(path, f"date impossible {shown(value)}, attendu AAAA-MM-JJ") from None
    _in_the_calendar(found.year, value, path)
    return found


@accepts(type="string", pattern=rf"^{_YEARS}-(0[1-9]|1[0-2])(-01)?$")
def a_month(value: object, path: str) -> date:
    """A civil month AAAA-MM, as its first day."""
    if isinstance(value, date):
        _in_the_calendar(value.year, value, path)
        return date(value.year, value.month, 1)
    found = re.fullmatch(r"(\d{4})-(\d{2})(-01)?", value) if isinstance(value, str) else None
    if not found:
        raise SituationError(path, f"mois illisible {shown(value)}, attendu AAAA-MM")
    if not 1 <= int(found[2]) <= 12:
        raise SituationError(path, f"mois impossible {shown(value)}, attendu AAAA-MM")
    _in_the_calendar(int(found[1]), value, path)
    return date(int(found[1]), int(found[2]), 1)


@accepts(type="string", pattern=rf"^{_YEARS}-T[1-4]$")
def a_quarter(value: object, path: str) -> date:
    """A civil quarter AAAA-T1 to AAAA-T4, as its first day."""
    found = re.fullmatch(r"(\d{4})-T([1-4])", value) if isinstance(value, str) else None
    if not found:
        raise SituationError(path, f"trimestre illisible {shown(value)}, attendu AAAA-T1 à AAAA-T4")
    _in_the_calendar(int(found[1]), value, path)
    return date(int(found[1]), 3 * int(found[2]) - 2, 1)


@accepts(type="integer", minimum=FIRST_YEAR, maximum=LAST_YEAR)
def a_year(value: object, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise SituationError(path, f"attendu une année AAAA, reçu {shown(value)}")
    _in_the_calendar(value, value, path)
    return value


@accepts(type="number", minimum=0, maximum=LARGEST_AMOUNT // 100)
def an_amount(value: object, path: str) -> int:
    """Euros with at most two decimals, as integer cents."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise SituationError(path, f"attendu un montant en euros, reçu {shown(value)}")
    if value.__class__ is not Decimal and 0 <= value <= LARGEST_AMOUNT // 100:
        # Nearly all amounts: what is close to whole cents in floating point is those cents.
        nearest_cents = round(value * 100)
        if abs(value * 100 - nearest_cents) < 0.00005:
            return nearest_cents
    try:
        cents = Decimal(str(value)) * 100
        whole = cents.to_integral_value()
    except InvalidOperation:
        raise SituationError(path, f"montant impossible {shown(value)}, attendu des euros") from None
    if not cents.is_finite() or abs(cents) > LARGEST_AMOUNT:
        raise SituationError(path, f"montant impossible {shown(value)}, attendu des euros")
    if cents < 0:
        raise SituationError(path, f"montant négatif {shown(value)}, attendu zéro ou plus")
    # Sums made in floating point (0.1 + 0.2) are let through; a third decimal that somebody wrote is not.
    if abs(cents - whole) > Decimal("0.0001"):
        raise SituationError(path, f"montant {shown(value)} à plus de deux décimales, attendu des euros et centimes")
    return int(whole)


def one_of(*known: str) -> Parser:
    """A code of a closed list."""

    @accepts(enum=list(known))
    def parse(value: object, path: str) -> str:
        if not isinstance(value, str) or value not in known:
            raise SituationError(path, f"valeur inconnue {shown(value)} ; {nearest(value, known)}")
        return value

    return parse


def list_of(parser: Parser, **limits: int) -> Parser:
    """A list; ``limits`` are words of JSON Schema (minItems…) for what is checked elsewhere."""

    @accepts(type="array", items=parser.schema, **limits)
    def parse(value: object, path: str) -> tuple:
        if not isinstance(value, (list, tuple)):
            raise SituationError(path, f"attendu une liste, reçu {shown(value)}")
        return tuple(parser(item, f"{path}[{place}]") for place, item in enumerate(value))

    return parse


def record(**parsers: Parser) -> Parser:
    """A small object kept as a mapping of checked values."""

    def parse(value: object, path: str) -> dict[str, object]:
        return read_fields(value, parsers, path)

    parse.schema = schema_of(parsers)
    return parse


@accepts(type="string", pattern=f"^({'|'.join(sorted(CODES))})$")
def a_country(value: object, path: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z]{2}", value):
        raise SituationError(path, f"attendu un code de pays ISO à deux lettres (FR, IT…), reçu {shown(value)}")
    if value not in CODES:
        meant = f"vouliez-vous dire « {MEANT[value]} » ?" if value in MEANT else "attendu un code ISO (FR, IT…)"
        raise SituationError(path, f"pays inconnu {shown(value)} ; {meant}")
    return value


@accepts(type="string", pattern=f"^({'|'.join(sorted(CODES - MEANT.keys()))})$")
def a_nationality(value: object, path: str) -> str:
    """A country; a part of France that has a code of its own gives no nationality."""
    country = a_country(value, path)
    if country in MEANT:
        raise SituationError(path, f"nationalité inconnue {shown(value)} ; vouliez-vous dire « {MEANT[country]} » ?")
    return country
