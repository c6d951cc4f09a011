"""What commands that read a file say when they cannot."""

import sys
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
