"""What commands that read a file, or a day, say when they cannot."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NoReturn

import typer

STANDARD_INPUT = "entrée standard"


def text_of(file: str) -> tuple[str, str]:
    """The text of a file (« - »: standard input) and its name. Ends the program with one line if it cannot be read."""
    from allervers.publishing.formats import kind_of

    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        if kind := kind_of(raw):
            fail(f"{file} : c'est {kind}, attendu du texte en UTF-8 (YAML, JSON)")
        return raw.decode("utf-8-sig"), STANDARD_INPUT if file == "-" else Path(file).name
    except UnicodeDecodeError:
        fail(f"{file} : texte illisible, attendu de l'UTF-8")
    except FileNotFoundError:
        fail(f"{file} : fichier introuvable")
    except IsADirectoryError:
        fail(f"{file} : c'est un dossier, attendu un fichier YAML ou JSON")
    except OSError:
        fail(f"{file} : fichier illisible, attendu YAML ou JSON")


def fail(problem: str) -> NoReturn:
    print(problem, file=sys.stderr)
    raise typer.Exit(2)


def day_of(text: str) -> date:
    """The day of an option. Ends the program with one line if it is none that the law's library counts with."""
    from allervers.law.fields import FIRST_YEAR, LAST_YEAR

    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    # Other forms of ISO 8601 are dates too, but not that of the option.
    if found is None or found.isoformat() != text:
        fail(f"--date {text} : attendu une date AAAA-MM-JJ")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        fail(f"--date {text} : année impossible, attendu de {FIRST_YEAR} à {LAST_YEAR}")
    return found


@contextmanager
def refusals() -> Iterator[None]:
    """What must be mended first becomes one line and exit status 2."""
    from allervers.population.files import Refused

    try:
        yield
    except Refused as error:
        fail(str(error))
