"""How long a file is kept after the end of its accompaniment (inventory #98)."""

import calendar
import datetime

RETENTION_MONTHS = 18


def erase_on(closed_on: datetime.date) -> datetime.date:
    """The day from which a closed file is erased: 18 months later, same day number, else the last of the month.

    The database says the same in `files_due_for_erasure`, which alone decides what is erased.
    """
    year, month = divmod(closed_on.year * 12 + closed_on.month - 1 + RETENTION_MONTHS, 12)
    last_day = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(closed_on.day, last_day))
