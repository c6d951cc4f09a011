"""What became of messages, by a file or by references that were scanned: letters that came back, mostly.

`message_id;status;on`, `status` being `delivered` or `bounced`. Read whole, or refused with line and field.
"""

import datetime
import uuid
from pathlib import Path

from django.utils import timezone

from ..imports.fields import day
from ..imports.layout import Column, Layout
from ..imports.reading import Told, rows
from ..imports.refusals import Refusals, Unreadable
from ..organisations.models import Organisation
from .coming_back import Became, Noted, Report, note


def bring_in(
    fund: Organisation, path: Path, today: datetime.date, told: Told = lambda done, size: None
) -> tuple[Noted, Refusals]:
    """Keep the file whole, or refuse it whole. The same one twice changes nothing."""
    refusals = Refusals(path.name)
    columns = (
        Column("message_id", _reference, varied=True),
        Column("status", _status),
        Column("on", day(today)),
    )
    reports = [
        Report(
            uuid.UUID(values["message_id"]),
            Became(values["status"]),
            _noon(datetime.date.fromisoformat(values["on"])),
        )
        for _, values in rows(path, Layout(path.name, columns), refusals, told)
    ]
    return (Noted() if refusals.total else note(fund, reports)), refusals


def scanned(fund: Organisation, text: str) -> tuple[Noted, list[str]]:
    """Letters that came back, one reference a line as a reader types them; and the lines that are none. All or none."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    wrong = [line for line in lines if not is_reference(line)]
    if wrong:
        return Noted(), wrong
    now = timezone.now()
    return note(fund, [Report(uuid.UUID(line), Became.BOUNCED, now) for line in dict.fromkeys(lines)]), []


def is_reference(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _reference(cell: str) -> str:
    if not is_reference(cell.strip()):
        raise Unreadable("référence de message illisible", "l’identifiant du manifeste")
    return cell.strip()


def _status(cell: str) -> str:
    if cell.strip() not in Became.values:
        raise Unreadable("statut inconnu", " ou ".join(Became.values))
    return cell.strip()


def _noon(on: datetime.date) -> datetime.datetime:
    return min(timezone.make_aware(datetime.datetime.combine(on, datetime.time(12))), timezone.now())
