"""Runs many commands one after the other, each in a process of its own that starts with everything imported already:
`python -m tests.cli.each_command`, lists of arguments in JSON on standard input, one a line; what each said comes back.
With `--django`, Django is ready too: for what breaks later.
"""

import importlib
import json
import os
import signal
import sys
import tempfile
import traceback

import django
from django.db.migrations.loader import MigrationLoader

from allervers.cli import build, main

PATIENCE = 120  # seconds


def load() -> None:
    """What costs time: the modules. Settings and secrets, which may be broken, are not read yet."""
    for name in ("duckdb", "psycopg", "numpy", "highspy", "cryptography.fernet", "csp.apps", "drf_spectacular.apps"):
        importlib.import_module(name)
    for name in ("allervers.law", "django.core.management", "django.contrib.postgres.fields", "django.http"):
        importlib.import_module(name)
    build(None)
    if "--django" in sys.argv:
        os.environ["DJANGO_SETTINGS_MODULE"] = "allervers.config.settings"
        django.setup()
        # What every command reads before it opens a database: whether it is up to date; and its own arguments.
        MigrationLoader(None)
        importlib.import_module("pydantic.type_adapter")


def run(arguments: list[str]) -> dict:
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as complaint:
        child = os.fork()
        if child == 0:
            signal.alarm(PATIENCE)
            os.dup2(told.fileno(), 1)
            os.dup2(complaint.fileno(), 2)
            _command(arguments)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        told.seek(0)
        complaint.seek(0)
        return {"code": status, "told": told.read().decode(), "complaint": complaint.read().decode()}


def _command(arguments: list[str]) -> None:
    """As the shell would see it end, traceback included."""
    sys.argv = ["allervers", *arguments]
    code = 1
    try:
        main()
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    load()
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)
