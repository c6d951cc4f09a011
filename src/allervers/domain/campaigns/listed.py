"""An audience from a target: the numbers that a fund's lists hold for it, named by the fund's own file.

Detections keep numbers only (decision 0034). Who they are comes from the file of the audience, inside the fund; numbers
that the file does not name are counted, and nobody writes to them.
"""

import hashlib
from dataclasses import replace

from ..detections.queries import of_target, to_examine
from ..people.models import Language
from .audience_file import AudienceFile, Identity, Line

_NOBODY = Identity("", "", "", "", "", {})


def numbers_of(fund_id: int, target: str) -> frozenset[str]:
    """Who waits to be examined for this target, as the fund's system numbers them."""
    found = of_target(to_examine(fund_id), target).order_by().values_list("person_number", flat=True)
    return frozenset(str(number) for number in found)


def narrowed(file: AudienceFile, numbers: frozenset[str], target: str) -> AudienceFile:
    """The lines of these numbers, and one for each number that the file does not name."""
    kept = [line for line in file.lines if line.number in numbers]
    missing = sorted(numbers - {line.number for line in kept})
    last = max((line.line for line in file.lines), default=0)
    kept += [
        Line(last + place, number, number, Language.FRENCH.value, None, None, _NOBODY, is_named=False)
        for place, number in enumerate(missing, 1)
    ]
    said = "\n".join((file.digest, target, *sorted(numbers)))
    return replace(file, lines=kept, digest=hashlib.sha256(said.encode()).hexdigest())
