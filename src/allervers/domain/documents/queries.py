"""What the nightly checks found."""

import datetime
from dataclasses import dataclass

from .models import DocumentCheck


@dataclass(frozen=True)
class Checked:
    """How many documents had no whole blob at the last check of each fund, and when the oldest of these was made."""

    missing: int
    since: datetime.datetime


def checked_everywhere() -> Checked | None:
    """None where nothing was ever checked."""
    last = DocumentCheck.objects.order_by("fund_id", "-at").distinct("fund_id")
    found = list(last.values_list("missing", "spoilt", "at"))
    if not found:
        return None
    return Checked(sum(missing + spoilt for missing, spoilt, _ in found), min(at for *_, at in found))


def last_check_of(fund_id: int) -> DocumentCheck | None:
    """The last check of one fund."""
    return DocumentCheck.objects.filter(fund_id=fund_id).order_by("-at").first()
