"""How often one may try a password, so that it cannot be guessed and no stranger keeps its owner out.

Wrong tries are counted for a quarter of an hour, in the database, so that several processes count together:

- from a *known device*, which signed in under this name before and holds a signed cookie: for this device and name
  alone. Whatever strangers try, the owner still comes in.
- from anywhere else: for the name at this address, for the name at all addresses, for the address under all names, and
  for all names and addresses.

Right ones are given back. Names are not kept, as people type their password into the wrong field, nor are addresses:
only keyed hashes are. Nobody is told, by a longer or a different answer, whether a name has an account.
"""

import datetime
import ipaddress
import logging
from dataclasses import dataclass

from django.db import connection
from django.utils.crypto import salted_hmac

MOST_TRIES = 10  # of a name at one address, or on a known device
MOST_OF_A_NAME = 30
MOST_AT_AN_ADDRESS = 20  # a whole fund may share one; its right passwords and known devices do not count
MOST_IN_ALL = 1000
WAIT = datetime.timedelta(minutes=15)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Try:
    """One try: what it is counted under. `limits` are key → most; `forgotten` are those that a right one empties."""

    limits: dict[str, int]
    forgotten: tuple[str, ...]


def on_known_device(username: str, device: str) -> Try:
    key = counted_under("device", device, _same(username))
    return Try({key: MOST_TRIES}, (key,))


def from_anywhere(username: str, address: str | None) -> Try:
    """`address` is None where it cannot be known: behind a proxy that was not named."""
    name = counted_under("name", _same(username))
    everything = {counted_under("all"): MOST_IN_ALL}
    if address is None:
        return Try({name: MOST_TRIES, **everything}, (name,))
    place = counted_under("address", network(address))
    here = counted_under("name at address", _same(username), network(address))
    return Try(
        {here: MOST_TRIES, name: MOST_OF_A_NAME, place: MOST_AT_AN_ADDRESS, **everything},
        (here, name),
    )


def may_try(this: Try, what: str = "sign-in") -> bool:
    """Count it; False when there were too many, and the password must not be looked at. ``what`` is for the log.

    Outside of the request's transaction: the count must outlive it, and hold no lock while a password is hashed.
    """
    with connection.cursor() as cursor:
        cursor.execute("select sign_in_try(%s, %s, %s)", [list(this.limits), list(this.limits.values()), WAIT])
        full = cursor.fetchone()[0]
    if full:
        logger.warning("%s refused: too many tries (limit %s)", what, this.limits[full])
    return full is None


def give_back(this: Try, *, right: bool) -> None:
    """The password was right, or was not looked at: this try counts nowhere. A right one empties those before it."""
    with connection.cursor() as cursor:
        cursor.execute("select sign_in_give_back(%s, %s)", [list(this.limits), list(this.forgotten) if right else []])


def forget_old_tries() -> None:
    """Those that hold nobody back any more."""
    with connection.cursor() as cursor:
        cursor.execute("select sign_in_forget(%s)", [WAIT])


def name_on_device(username: str) -> str:
    """How a device's cookie names an account: a keyed hash, as whoever holds the device may read it."""
    return counted_under("name on device", _same(username))[:16]


def network(address: str) -> str:
    """An IPv4 address, or the 64 bits of an IPv6 network: one subscriber has all the addresses in it."""
    found = ipaddress.ip_address(address)
    if found.version == 6 and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(found if found.version == 4 else ipaddress.ip_network((found, 64), strict=False))


def _same(username: str) -> str:
    return username.strip().casefold()


def counted_under(*parts: str) -> str:
    """What is counted, as it is kept: a keyed hash."""
    return salted_hmac("allervers.sign_in", "\0".join(parts), algorithm="sha256").hexdigest()
