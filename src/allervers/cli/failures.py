"""What a command says when the machine under it fails: one line of French for what somebody can mend, with the file.

A fault of ours is none of these: it keeps its traceback.
"""

import errno
import os
from collections.abc import Iterator

from allervers.publishing.machine import FULL, WHY

UNDONE = "Ce qui n'était pas validé est annulé ; relancer la commande ensuite."
# What PostgreSQL says of itself: https://www.postgresql.org/docs/current/errcodes-appendix.html
FULL_DATABASE, READ_ONLY, OUT_OF_MEMORY = "53100", "25006", "53200"


def told(error: BaseException) -> str | None:
    """The line, or None when the failure is a fault of ours."""
    for one in _causes(error):
        if _is_of_database(one) and (line := _of_database(one)):
            return line
    for one in _causes(error):
        if isinstance(one, OSError) and one.errno in WHY:
            place = f"{os.fsdecode(one.filename)} : " if isinstance(one.filename, str | bytes) else ""
            return f"{place}{WHY[one.errno]}."
        # DuckDB gives the system's reason in words only.
        if type(one).__module__.endswith("duckdb") and os.strerror(errno.ENOSPC) in str(one):
            return f"{FULL[0].upper()}{FULL[1:]}."
    return "La mémoire ne suffit pas." if isinstance(error, MemoryError) else None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_of_database(error: BaseException) -> bool:
    """By name: the law's commands load neither Django nor the database's driver."""
    kinds = {f"{kind.__module__}.{kind.__name__}" for kind in type(error).__mro__}
    return bool(kinds & {"psycopg.OperationalError", "psycopg.InterfaceError", "psycopg.InternalError"})


def _of_database(error: BaseException) -> str | None:
    state = getattr(error, "sqlstate", None)
    if state == FULL_DATABASE:
        return f"Base de données : {FULL}. {UNDONE}"
    if state == READ_ONLY:
        return "La base de données est en lecture seule. " + UNDONE
    if state == OUT_OF_MEMORY:
        return "La base de données manque de mémoire. " + UNDONE
    # No state: the connection broke; 08 and 57P: the server closed it.
    if state is None or state.startswith(("08", "57P")):
        return "La base de données s'est arrêtée ou ne répond plus. " + UNDONE
    return None
