"""How long a file is kept after the end of its accompaniment (inventory #98), and a detection that led to none."""

import datetime
import logging
from dataclasses import dataclass

from django.db import connection

from allervers.law.counting import add_months

from ..documents import storage
from ..organisations.context import acting_for
from ..organisations.models import Organisation

RETENTION_MONTHS = 18
# After being set aside, or after the last list that holds the person was received; the database says the same.
DETECTION_MONTHS = 12
# After the decision, the closing or the withdrawal, and after the last day of a right that was opened: what was paid
# may be claimed, by either side, for two years (L332-1 CSS). No text gives a delay for the file itself.
RIGHTS_FILE_MONTHS = 24
# After the end of a request for financial aid, for the same reason.
FINANCIAL_AID_MONTHS = 24
# After the end of the file of a refusal of care: the yearly return of the year before is made by then, and a second
# refusal of the same professional is seen. No text gives a delay for the file itself.
CARE_REFUSAL_MONTHS = 24

logger = logging.getLogger(__name__)


def erase_on(closed_on: datetime.date) -> datetime.date:
    """The day from which a closed file is erased: 18 months later, same day number, else the last of the month.

    The database says the same in `files_due_for_erasure`, which alone decides what is erased.
    """
    return add_months(closed_on, RETENTION_MONTHS)


def closed_at_the_latest(due_by: datetime.date) -> datetime.date:
    """The last day of closure of the files that are due on this day."""
    closed_on = add_months(due_by, -RETENTION_MONTHS)
    # The last days of a long month share their day of erasure at the end of a short one.
    while erase_on(closed_on + datetime.timedelta(days=1)) <= due_by:
        closed_on += datetime.timedelta(days=1)
    return closed_on


@dataclass(frozen=True)
class Erased:
    """How much of a fund was erased in one run."""

    fund: Organisation
    files: int
    persons: int
    detections: int
    rights_files: int
    social_service_files: int
    financial_aid: int
    care_refusals: int


def erase_due_files(fund: Organisation) -> Erased:
    """Erase what is due in this fund, in one transaction. Running it again, or twice at once, erases nothing more.

    The database decides what is due; the facts stay, and so do persons who have another file.
    """
    with acting_for(fund, "effacement à l'échéance"), connection.cursor() as cursor:
        cursor.execute("select files, persons from erase_due_files()")
        files, persons = cursor.fetchone()
        cursor.execute("select erase_due_detections()")
        (detections,) = cursor.fetchone()
        cursor.execute("select rights_files, persons, blobs from erase_due_rights_files()")
        rights_files, more_persons, blobs = cursor.fetchone()
        cursor.execute("select files, persons from erase_due_social_service_files()")
        social, others = cursor.fetchone()
        cursor.execute("select requests, persons, blobs from erase_due_financial_aid()")
        aid, of_aid, of_papers = cursor.fetchone()
        cursor.execute("select files, persons from erase_due_care_refusals()")
        refusals, of_refusals = cursor.fetchone()
    # Without its row and key a blob is unreadable: should we be killed here, the nightly sweep removes it.
    for blob in (*blobs, *of_papers):
        storage.drop(blob)
    persons += more_persons + others + of_aid + of_refusals
    return Erased(fund, files, persons, detections, rights_files, social, aid, refusals)


def erase_everywhere() -> list[Erased]:
    """Erase what is due in every fund, closed ones too, one after the other: what is done stays done if the run is
    killed. A fund that fails does not hold up the others; the failure is raised at the end."""
    erased, failed = [], []
    for fund in Organisation.objects.filter(kind=Organisation.Kind.FUND).order_by("code"):
        try:
            erased.append(erase_due_files(fund))
        except Exception:
            logger.exception("erasure of due files failed in fund %s", fund.code)
            failed.append(fund.code)
    if failed:
        raise RuntimeError(f"erasure of due files failed in {', '.join(failed)}")
    return erased
