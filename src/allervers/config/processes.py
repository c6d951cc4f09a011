"""Processes that do not outlive the one that started them."""

import ctypes
import os
import signal

PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask the kernel to end this process when its parent ends, even killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


# Threads of one web process. Hashing a password fills a core for a third of a second: a few at once, some more that
# wait for their turn, and the rest for every other page (see `web.public.gate`). More than four at work only wait for
# each other.
AT_WORK = 4
SIGN_INS = 20


def web_threads(connections: int) -> int:
    """Of one process that may hold so many connections to the database."""
    return min(AT_WORK + SIGN_INS, connections)


def threads_here() -> int:
    """Of this web process, as `allervers serve` decided."""
    return int(os.environ.get("ALLERVERS_WEB_THREADS", AT_WORK + SIGN_INS))


def sign_ins_admitted() -> tuple[int, int]:
    """How many sign-ins one process takes in, and how many of them hash at once; four of its
    threads, or half of those that it has, are left to the other pages."""
    threads = threads_here()
    admitted = max(1, threads // 2, threads - AT_WORK)
    return admitted, min(2, admitted)
