"""The command ``allervers``, one module per group of commands."""

import importlib
import importlib.util
import os
import sys
from typing import NoReturn

import typer
from typer.exceptions import TyperException

from allervers.config.local import Unusable

# Each module holds a typer object `app`. A group's commands come after its name (`allervers law evaluate`); the
# others are commands of the first level. The tables let us import only the module that is asked for: the law
# answers without waiting for Django.
GROUPS = {
    "law": "allervers.cli.law",
    "account": "allervers.cli.account",
    "campaign": "allervers.cli.campaign",
    "coverage": "allervers.cli.coverage",
    "deadlines": "allervers.cli.deadlines",
    "fictitious": "allervers.cli.fictitious",
    "import": "allervers.cli.imports",
    "letters": "allervers.cli.letters",
    "population": "allervers.cli.population",
    "programme": "allervers.cli.programme",
    "retention": "allervers.cli.retention",
    "service": "allervers.cli.service",
}
COMMANDS = {
    "serve": "allervers.cli.serve",
    "migrate": "allervers.cli.migrate",
    "demo-volume": "allervers.cli.demo",
    "figures": "allervers.cli.figures",
    "report": "allervers.cli.report",
}


def build(wanted: str | None) -> typer.Typer:
    """The command line; with `wanted` a known first word, only what that word needs."""
    command = typer.Typer(
        help="Accès aux droits, aux soins et à la santé : repérer, accompagner, ouvrir le droit, mesurer.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,  # its boxes show local variables: names and numbers of persons
    )
    command.callback()(lambda: None)  # so that a lone command keeps its name
    known = GROUPS | COMMANDS
    for word in [wanted] if wanted in known else known:
        if importlib.util.find_spec(known[word]):
            module = importlib.import_module(known[word])
            command.add_typer(module.app, name=word if word in GROUPS else None)
    return command


def main() -> None:
    """Exit 2 with one line for what a person must mend first."""
    try:
        ended = build(sys.argv[1] if len(sys.argv) > 1 else None)(prog_name="allervers", standalone_mode=False)
    except Unusable as error:
        refuse(f"allervers : {error}")
    except TyperException as error:
        from allervers.cli.usage import in_french

        refuse(in_french(error))
    except typer.Abort:
        sys.exit(1)
    except BrokenPipeError:
        # Whoever read us has enough, as `head` does. Python would complain once more while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        from allervers.cli.failures import told

        line = told(error)
        if line is None:
            raise
        refuse(f"allervers : {line}")
    # A command that ends early says with which code; what others return is not for the shell.
    sys.exit(ended if isinstance(ended, int) else 0)


def refuse(line: str) -> NoReturn:
    print(line, file=sys.stderr)
    sys.exit(2)
