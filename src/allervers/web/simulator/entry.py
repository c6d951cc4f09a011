"""Opening the simulator from a page that knows something of a person: a birth date and a territory, nothing else.

The page includes `simulator/entry.html`, a form that posts these; no name, number or address is ever among them.
"""

import datetime
from urllib.parse import urlencode

from allervers.domain.accompaniment.checks import TERRITORY_OF_DEPARTMENT

from .answers import ANSWERED


def known(birth_date: datetime.date | None, department: str) -> list[tuple[str, str]]:
    """Names and values of the hidden fields of the form."""
    answers = {"territory": TERRITORY_OF_DEPARTMENT.get(department, "metropole")}
    if birth_date:
        answers["me.birth_date"] = birth_date.isoformat()
    return [(ANSWERED + name, urlencode({"value": value})) for name, value in answers.items()]
