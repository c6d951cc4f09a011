"""What a cell may hold. A reader takes the text of a cell and gives it as PostgreSQL's COPY wants it."""

import datetime
from collections.abc import Callable, Mapping

from django.db.models import TextChoices

from allervers.publishing.formulas import starts_a_formula

from .refusals import Unreadable

Reader = Callable[[str], str]

NULL = r"\N"
EMPTY = "{}"
EARLIEST = datetime.date(2000, 1, 1)
"""Before the first plans against non-take-up by far: an older year is a slip of the keyboard."""
OLDEST = datetime.date(1880, 1, 1)
LONGEST_IDENTIFIER = 100
MOST_DIGITS = 8
"""A cell with more digits than a date has may be the number of a person: it is not quoted."""


def holds_a_number(text: str) -> bool:
    """More digits than a date has: a telephone, or the number of a person."""
    return sum(map(str.isdigit, text)) > MOST_DIGITS


def _could_name_somebody(cell: str) -> bool:
    return holds_a_number(cell) or len(cell) > 40 or not cell.isprintable()


def quoted(cell: str) -> str:
    """The cell between quotation marks, unless it could name somebody."""
    if _could_name_somebody(cell):
        return "valeur non reconnue (non affichée ici)"
    return f"« {cell} » n'est pas reconnu" if cell else "le champ est vide"


def identifier(cell: str) -> str:
    """An identifier of the former tool, whatever its form."""
    if not cell.strip() or len(cell) > LONGEST_IDENTIFIER or not cell.isprintable():
        problem = "le champ est vide" if not cell.strip() else "identifiant trop long ou illisible"
        raise Unreadable(problem, f"un identifiant de {LONGEST_IDENTIFIER} caractères au plus")
    return cell.replace("\\", "\\\\")


def code(choices: type[TextChoices], optional: bool = False) -> Reader:
    """One code of a closed list."""

    def read(cell: str) -> str:
        if cell in choices.values or (optional and not cell):
            return cell
        raise Unreadable(quoted(cell), one_of(choices.values))

    return read


def word(expected: str) -> Reader:
    """A code whose list depends on another field: the rules of the line look it up, and quote it."""

    def read(cell: str) -> str:
        if not cell or _could_name_somebody(cell):
            raise Unreadable(quoted(cell), expected)
        return cell.replace("\\", "\\\\")

    return read


def codes(choices: type[TextChoices]) -> Reader:
    """Codes of a closed list, separated by « | », each kept once."""

    def read(cell: str) -> str:
        parts = dict.fromkeys(cell.split("|")) if cell else {}
        for part in parts:
            if part not in choices.values:
                raise Unreadable(quoted(part), f"une liste séparée par « | » de {one_of(choices.values)}")
        return "{" + ",".join(parts) + "}"

    return read


def one_of(known) -> str:
    return " ou ".join(known)


def day(
    today: datetime.date,
    since: datetime.date = EARLIEST,
    *,
    ahead: datetime.timedelta = datetime.timedelta(0),
    optional: bool = False,
    secret: bool = False,
) -> Reader:
    """A day from `since` to `today`, or so far `ahead` of it. `secret`: a date that belongs to somebody's identity is
    never quoted."""
    latest = today + ahead

    def read(cell: str) -> str:
        if optional and not cell:
            return NULL
        try:
            # Other forms of ISO 8601 are dates too, but not those of the format.
            found = datetime.date.fromisoformat(cell) if len(cell) == 10 and cell[7] == "-" else None
        except ValueError:
            found = None
        if found is None:
            problem = "date non reconnue" if secret and cell else quoted(cell)
            raise Unreadable(problem, "une date qui existe, AAAA-MM-JJ" + " ou rien" * optional)
        if found > latest:
            when = "trop loin dans le futur" if ahead else "dans le futur"
            expected = f"une date jusqu'au {latest}" if ahead else "aujourd'hui ou avant"
            raise Unreadable(f"date {when}" if secret else f"{cell} est {when}", expected)
        if found < since:
            raise Unreadable("date trop ancienne" if secret else f"{cell} est trop ancien", f"une date depuis {since}")
        return cell

    return read


def boolean(cell: str) -> str:
    try:
        return {"true": "t", "false": "f", "": NULL}[cell]
    except KeyError:
        raise Unreadable(quoted(cell), "true, false ou rien") from None


def choice(meanings: Mapping[str, str]) -> Reader:
    """One of these words, written as what it means."""

    def read(cell: str) -> str:
        if cell not in meanings:
            raise Unreadable(quoted(cell), " ou ".join(word or "rien" for word in meanings))
        return meanings[cell]

    return read


def fund(active: Mapping[str, int], old: Mapping[str, str]) -> Reader:
    """The code of an active fund, written as its key in the database. `old`: what became of the codes out of use."""

    def read(cell: str) -> str:
        if cell in active:
            return str(active[cell])
        if cell in old:
            raise Unreadable(f"{cell} est un ancien code, {old[cell]}", "le code d'une caisse en activité")
        raise Unreadable(quoted(cell), "le code d'une caisse en activité, trois chiffres")

    return read


def words(longest: int, most: int) -> Reader:
    """Words of an open list, separated by « | », each kept once: those of another tool are not ours."""

    def read(cell: str) -> str:
        parts = dict.fromkeys(" ".join(part.split()) for part in cell.split("|")) if cell.strip() else {}
        if len(parts) > most:
            raise Unreadable(f"{len(parts)} mots", f"{most} mots au plus, séparés par « | »")
        return "{" + ",".join(_element(open_word(longest)(part)) for part in parts) + "}"

    return read


def open_word(longest: int, *, optional: bool = False) -> Reader:
    """A word or a few, of an open list."""

    def read(cell: str) -> str:
        text = " ".join(cell.split())
        if not text and optional:
            return ""
        if not text or len(text) > longest or _could_name_somebody(text[:40]):
            raise Unreadable(quoted(text), f"un mot ou quelques-uns, {longest} caractères au plus, sans numéro")
        return text.replace("\\", "\\\\")

    return read


def _element(word: str) -> str:
    """As PostgreSQL reads it in a list; backslashes are already those of COPY, and a list asks for them twice again."""
    return '"' + word.replace("\\\\", "\\\\\\\\").replace('"', '\\\\"') + '"'


def count(most: int) -> Reader:
    """A whole number, or nothing where it is not known."""

    def read(cell: str) -> str:
        if not cell:
            return NULL
        if not (cell.isascii() and cell.isdecimal()) or len(cell) > len(str(most)) or int(cell) > most:
            raise Unreadable(quoted(cell), f"un nombre entier de 0 à {most}, ou rien")
        return str(int(cell))

    return read


def as_exported(read: Reader) -> Reader:
    """The cell without the mark that exports put before what a spreadsheet would take for a formula."""

    def read_bare(cell: str) -> str:
        bare = cell.removeprefix("'")
        return read(bare if starts_a_formula(bare) else cell)

    return read_bare
