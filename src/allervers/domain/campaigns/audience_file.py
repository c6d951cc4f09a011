"""audience.csv: whom a fund means to write to, from its own system. Read whole, or refused with line and field.

Besides the columns of every audience, each further one fills a blank of the text. No refusal quotes what names
somebody.
"""

import csv
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from allervers.messaging import postal

from ..imports import contacts
from ..imports.fields import boolean
from ..imports.layout import Column, Layout
from ..imports.reading import Told, rows
from ..imports.refusals import Refusals, Unreadable
from ..outbox.addresses import mobile
from ..people import nir
from ..people.models import Language
from . import texts
from .codes import Channel

KNOWN = (
    *("person_ref", "household_ref", "birth_name", "first_name", "email", "phone", "postal_address"),
    *("language", "opposed", "deceased"),
)
LONGEST = {"person_ref": 40, "household_ref": 40, "birth_name": 100, "first_name": 100, "postal_address": 300}
LONGEST_FIELD = 300
MOST_FIELDS = 40
# What a text may say of somebody besides the further columns; the fund fills itself.
FILLED = {"birth_name", "first_name", "fund"}


@dataclass(frozen=True)
class Identity:
    """Who a number is, as the fund's file gives it, and what fills the blanks. Empty where the file does not say."""

    birth_name: str
    first_name: str
    email: str
    phone: str
    postal_address: str
    fields: dict[str, str]

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.birth_name.upper()}"

    def values(self, fund: str) -> dict[str, str]:
        """Blank → what fills it."""
        return {**self.fields, "birth_name": self.birth_name, "first_name": self.first_name, "fund": fund}

    def address(self, channel: str) -> str:
        """Where this channel reaches the person, as a carrier takes it; empty where it does not. A letter's address is
        its lines."""
        if channel == Channel.EMAIL:
            return self.email
        if channel == Channel.SMS:
            return mobile(self.phone) if self.phone else ""
        try:
            return "\n".join(postal.lines(self.full_name, self.postal_address))
        except postal.Unpostable:
            return ""

    def to_text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def of_text(cls, text: str) -> "Identity":
        return cls(**json.loads(text))


@dataclass(frozen=True)
class Line:
    """One line of the file. `opposed` and `deceased`: what it says, None where it does not. Not `is_named`: a number of
    a target that the file does not name."""

    line: int
    number: str
    household: str
    language: str
    opposed: bool | None
    deceased: bool | None
    identity: Identity
    is_named: bool = True


@dataclass(frozen=True)
class AudienceFile:
    """The file, its further columns, its digest."""

    name: str
    fields: tuple[str, ...]
    lines: list[Line]
    digest: str


def read(
    path: Path, blanks: Mapping[str, Mapping[str, str]], refusals: Refusals, told: Told = lambda done, size: None
) -> AudienceFile | None:
    """None where anything is refused. `blanks`: the texts of the campaign by language; their blanks must be columns."""
    header = _header(path)
    extra = [name for name in header if name not in KNOWN] if set(header) & set(KNOWN) else []
    missing = [name for name in KNOWN if name not in header]
    columns = header if not missing and len(set(header)) == len(header) else [*KNOWN, *dict.fromkeys(extra)]
    if why := _fields_refused(extra):
        refusals.add(1, "", *why)
    elif not missing and (fault := texts.unknown_blank("le texte de la campagne", blanks, FILLED | set(extra))):
        refusals.add(1, "", fault.problem, fault.expected)
    layout = Layout(path.name, tuple(Column(name, _reader(name), varied=name != "language") for name in columns))
    used = {name for said in blanks.values() for name in texts.Text(**said).blanks}
    seen: dict[str, int] = {}
    lines = []
    for number, values in rows(path, layout, refusals, told):
        line = _line(number, values, extra)
        if line.number in seen:
            refusals.add(
                number, "person_ref", f"ce numéro est déjà en ligne {seen[line.number]}", "une ligne par personne"
            )
        seen.setdefault(line.number, number)
        _refuse_empty(line, used, refusals)
        lines.append(line)
    if not lines and not refusals.total:
        refusals.add(0, "", "aucune personne", "au moins une ligne après l'en-tête")
    if refusals.total:
        return None
    return AudienceFile(path.name, tuple(extra), lines, hashlib.sha256(path.read_bytes()).hexdigest())


def _header(path: Path) -> list[str]:
    """The names of the first line; none where it cannot be read, for the reading to say why."""
    try:
        with path.open("rb") as file:
            first = file.readline(100_000).decode("utf-8-sig")
        cells = next(csv.reader((first,), delimiter=";", strict=True), [])
    except (OSError, UnicodeDecodeError, csv.Error):
        cells = []
    return [cell.strip() for cell in cells]


def _fields_refused(extra: list[str]) -> tuple[str, str] | None:
    if len(extra) > MOST_FIELDS:
        return f"{len(extra)} colonnes de plus", f"{MOST_FIELDS} au plus"
    if any(not name.isidentifier() or len(name) > 40 or name == "fund" for name in extra):
        return "nom de colonne impossible", "des lettres, des chiffres et « _ », 40 signes au plus, pas « fund »"
    return None


def _line(number: int, values: dict[str, str], extra: list[str]) -> Line:
    said = {name: value if value != r"\N" else None for name, value in values.items()}
    identity = Identity(
        *(values[name] for name in ("birth_name", "first_name", "email", "phone", "postal_address")),
        {name: values[name] for name in extra},
    )
    return Line(
        number,
        values["person_ref"],
        values["household_ref"],
        values["language"] or Language.FRENCH.value,
        *(said[name] and said[name] == "t" for name in ("opposed", "deceased")),
        identity,
    )


def _refuse_empty(line: Line, used: set[str], refusals: Refusals) -> None:
    """Nobody gets a text with a hole in it; whoever is excluded anyhow gets none."""
    if line.opposed or line.deceased:
        return
    values = line.identity.values("fund")
    for name in sorted(used):
        if not values.get(name, "x"):
            refusals.add(line.line, name, "le champ est vide", "de quoi remplir le texte de la campagne")


# --- Columns ---------------------------------------------------------------------------------------------------------


def _reader(name: str):
    readers = {
        "person_ref": reference("person_ref"),
        "household_ref": reference("household_ref"),
        "email": contacts.email,
        "phone": contacts.phone,
        "postal_address": _address,
        "language": contacts.language,
        "opposed": boolean,
        "deceased": boolean,
    }
    return readers.get(name) or _text(LONGEST.get(name, LONGEST_FIELD), required=name in ("birth_name", "first_name"))


def reference(name: str):
    """Reads a number of the fund's system, whatever its form; none of them is the social-security number."""

    def read(cell: str) -> str:
        text = cell.strip()
        if not text or len(text) > LONGEST[name] or not text.isprintable():
            problem = "numéro trop long ou illisible" if text else "le champ est vide"
            raise Unreadable(problem, f"un numéro de {LONGEST[name]} signes au plus")
        if nir.is_in(text):
            raise Unreadable("numéro de sécurité sociale", "le numéro de la personne dans le système de la caisse")
        return text

    return read


def _text(longest: int, *, required: bool):
    def read(cell: str) -> str:
        text = " ".join(cell.split(" ")).strip()
        if required and not text:
            raise Unreadable("le champ est vide", f"{longest} signes au plus")
        if len(text) > longest or not text.isprintable():
            raise Unreadable("texte trop long ou illisible", f"{longest} signes au plus")
        if nir.is_in(text):
            raise Unreadable("numéro de sécurité sociale", "un texte sans ce numéro")
        return text

    return read


def _address(cell: str) -> str:
    """Its lines are separated by « | » or « / »; on one line, the postcode and the town are taken apart."""
    text = _text(LONGEST["postal_address"], required=False)(cell)
    lines = [part.strip(" ,") for part in text.replace(" / ", "|").split("|") if part.strip(" ,")]
    if len(lines) == 1:
        lines = _before_postcode(lines[0])
    return "\n".join(lines)


def _before_postcode(text: str) -> list[str]:
    words = text.split(" ")
    for place in range(len(words) - 2, 0, -1):
        if len(words[place]) == 5 and words[place].isdecimal():
            street = " ".join(words[:place]).strip(" ,")
            return [*(part.strip() for part in street.split(",") if part.strip()), " ".join(words[place:])]
    return [text]
